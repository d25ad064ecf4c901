// The transpose of a filter bank of few channels, of a pooled code: all units at one position of the pooled
// map add to the same patch of the output, which is held in registers. A patch is as large as a filter at
// all places of a window. It lies as [channel][row][half vector], eight columns to each half.

#define HALF 8

// The filters at each place of a window, as [pass][filter][place][half].
__kernel void shift_filters(
        __global const float *weights,
        __global float *shifted,
        int filters,
        int channels,
        int filter_height,
        int filter_width,
        int window,
        int stride,
        int patch_height,
        int halves,
        int pass_halves) {
    int half_index = get_global_id(0);
    int filter = get_global_id(1);
    int pass = get_global_id(2);
    int places = window * window;
    if (half_index >= pass_halves * places) return;
    int place = half_index / pass_halves;
    int global_half = pass * pass_halves + half_index % pass_halves;
    int row = global_half / halves;
    int channel = row / patch_height;
    int dy = row % patch_height - place / window * stride;
    __global float *target =
            shifted + (((size_t)pass * filters + filter) * places * pass_halves + half_index) * HALF;
    for (int i = 0; i < HALF; i++) {
        int dx = global_half % halves * HALF + i - place % window * stride;
        int inside = channel < channels && dy >= 0 && dy < filter_height && dx >= 0 && dx < filter_width;
        target[i] = inside
                ? weights[(((size_t)filter * channels + channel) * filter_height + dy) * filter_width + dx]
                : 0;
    }
}

// The patches of a strip of rows of units, VECTORS float16 of each patch, are added up in a buffer of their
// own, since those of neighbouring strips overlap. The non-zeros of 64 filters are the bits of a word, as a
// branch for each would not be foretold. lanes = 1 << lane_bits.
#define MASKED 64

#define PATCHES(NAME, VECTORS)                                                                               \
    __kernel void NAME(                                                                                      \
            __global const float *values,                                                                    \
            __global const int *all_places,                                                                  \
            int top_left,                                                                                    \
            int filters,                                                                                     \
            int lane_bits,                                                                                   \
            int rows,                                                                                        \
            int columns,                                                                                     \
            int strip_rows,                                                                                  \
            __global const float16 *shifted,                                                                 \
            int places,                                                                                      \
            int pass,                                                                                        \
            __global float *sums,                                                                            \
            int channels,                                                                                    \
            int sum_rows,                                                                                    \
            int pitch,                                                                                       \
            int patch_height,                                                                                \
            int halves,                                                                                      \
            int step) {                                                                                      \
        int strip = get_global_id(0);                                                                        \
        size_t plane = (size_t)rows * columns;                                                               \
        size_t size = (size_t)channels * sum_rows * pitch;                                                   \
        sums += strip * size;                                                                                \
        if (pass == 0)                                                                                       \
            for (size_t i = 0; i < size; i++) sums[i] = 0;                                                   \
        shifted += (size_t)pass * filters * places * VECTORS;                                                \
        int offsets[2 * VECTORS];                                                                            \
        for (int i = 0; i < 2 * VECTORS; i++) {                                                              \
            int row = (pass * 2 * VECTORS + i) / halves;                                                     \
            int column = (pass * 2 * VECTORS + i) % halves * HALF;                                           \
            int channel = row / patch_height;                                                                \
            offsets[i] = channel < channels ? (channel * sum_rows + row % patch_height) * pitch + column : -1;\
        }                                                                                                    \
        int last_row = min((strip + 1) * strip_rows, rows);                                                  \
        for (int y = strip * strip_rows; y < last_row; y++)                                                  \
            for (int x = 0; x < columns; x++) {                                                              \
                float16 patch[VECTORS];                                                                      \
                UNROLL for (int i = 0; i < VECTORS; i++) patch[i] = (float16)(0);                            \
                size_t unit = (size_t)y * columns + x;                                                       \
                for (int base = 0; base < filters; base += MASKED) {                                         \
                    ulong mask = 0;                                                                          \
                    int end = min(MASKED, filters - base);                                                   \
                    if (lane_bits == 0) {                                                                    \
                        for (int i = 0; i < end; i++) mask |= (ulong)(values[(base + i) * plane + unit] != 0) << i;\
                    } else {                                                                                 \
                        for (int i = 0; i < end; i += LANES)                                                 \
                            mask |= (ulong)bits_of(vload16((base + i) / LANES * plane + unit, values) != (float16)(0)) << i;\
                    }                                                                                        \
                    for (; mask != 0; mask &= mask - 1) {                                                    \
                        int filter = base + 63 - clz(mask & -mask);                                          \
                        size_t at = (((filter >> lane_bits) * plane + unit) << lane_bits)                    \
                                + (filter & ((1 << lane_bits) - 1));                                         \
                        int place = top_left ? 0 : all_places[at];                                           \
                        __global const float16 *w = shifted + ((size_t)filter * places + place) * VECTORS;   \
                        float value = values[at];                                                            \
                        UNROLL for (int j = 0; j < VECTORS; j++) patch[j] += value * w[j];                   \
                    }                                                                                        \
                }                                                                                            \
                __global float *corner = sums + (size_t)(y - strip * strip_rows) * step * pitch + x * step;  \
                UNROLL for (int i = 0; i < 2 * VECTORS; i++) {                                               \
                    if (offsets[i] < 0) continue;                                                            \
                    float8 half_patch = i % 2 ? patch[i / 2].hi : patch[i / 2].lo;                           \
                    vstore8(vload8(0, corner + offsets[i]) + half_patch, 0, corner + offsets[i]);            \
                }                                                                                            \
            }                                                                                                \
    }

PATCHES(patches_3, 3)
PATCHES(patches_6, 6)
PATCHES(patches_9, 9)

// Adds up the strips where they overlap.
__kernel void combine_strips(
        __global const float *sums,
        int channels,
        int sum_rows,
        int pitch,
        int strips,
        int strip_step,
        __global float *out,
        int height,
        int width,
        int padding_y,
        int padding_x) {
    int x = get_global_id(0);
    int y = get_global_id(1);
    int channel = get_global_id(2);
    if (x >= width) return;
    int row = y + padding_y;
    int last = min(strips - 1, row / strip_step);
    float sum = 0;
    if (x + padding_x < pitch)
        for (int strip = max(0, (row - sum_rows + strip_step) / strip_step); strip <= last; strip++)
            sum += sums[(((size_t)strip * channels + channel) * sum_rows + row - strip * strip_step) * pitch + x
                    + padding_x];
    out[((size_t)channel * height + y) * width + x] = sum;
}

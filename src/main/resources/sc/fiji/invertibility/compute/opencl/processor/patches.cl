// The transpose of a filter bank with few channels, applied to a pooled code: all units at one position of the pooled
// map add to the same patch of the output, which is held in registers. A patch is as large as a filter at all positions
// of a window. It lies as [channel][row][piece], with pieces of at most eight columns without gaps between them; none
// is split if a patch is held in several passes.

#define MOST_COLUMNS 8

// The filters at each position of a window, as [pass][filter][position][piece], with whole vectors in each pass.
__kernel void shift_filters(
        __global const float *weights, __global float *shifted, int filters, int channels, int filter_height,
        int filter_width, int window, int stride, int patch_height, int row_pieces, int piece_columns,
        int words) {
    int place = get_global_id(0);
    int filter = get_global_id(1);
    int pass = get_global_id(2);
    int places = window * window;
    if (place >= places) return;
    int pieces = words / piece_columns;
    __global float *target = shifted + (((size_t)pass * filters + filter) * places + place) * words;
    for (int i = 0; i < words; i++) {
        int piece = pass * pieces + i / piece_columns;
        int row = piece / row_pieces;
        int channel = row / patch_height;
        int dy = row % patch_height - place / window * stride;
        int dx = piece % row_pieces * piece_columns + i % piece_columns - place % window * stride;
        int inside = i < pieces * piece_columns && channel < channels && dy >= 0 && dy < filter_height && dx >= 0
                && dx < filter_width;
        target[i] = inside
                ? weights[(((size_t)filter * channels + channel) * filter_height + dy) * filter_width + dx]
                : 0;
    }
}

// The non-zeros of up to 64 filters at one position, as the bits of a word, since a branch for each would be
// unpredictable; their values; and the vectors where their moved filters begin.
#define MASKED 64

// Positions by which values are prefetched ahead, since the processor does not predict so many streams.
#define POSITIONS_AHEAD 12

typedef struct {
    ulong mask;
    float16 value[MASKED / LANES];
    int16 vector[MASKED / LANES];
} Found;

INLINE void find(
        Found *found, __global const float *values, __global const int *all_places, int top_left, int first,
        int end, int lanes, size_t plane, size_t unit, int places, int vectors) {
    ulong mask = 0;
    if (lanes == 1)
        for (int i = 0; i < end; i++) {
            size_t at = (first + i) * plane + unit;
            ((float *)found->value)[i] = values[at];
            ((int *)found->vector)[i] = ((first + i) * places + (top_left ? 0 : all_places[at])) * vectors;
            mask |= (ulong)(values[at] != 0) << i;
        }
    else {
        __global const float16 *blocked_values = (__global const float16 *)values + first / LANES * plane + unit;
        __global const int16 *blocked_places = (__global const int16 *)all_places + first / LANES * plane + unit;
        int16 start = ((int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) + first) * places * vectors;
        for (int i = 0; i < end; i += LANES, blocked_values += plane, blocked_places += plane) {
            float16 value = *blocked_values;
            AHEAD(blocked_values + POSITIONS_AHEAD);
            AHEAD(blocked_places + POSITIONS_AHEAD);
            int16 vector = start + i * places * vectors;
            if (!top_left) vector += *blocked_places * vectors;
            found->value[i / LANES] = value;
            found->vector[i / LANES] = vector;
            mask |= (ulong)bits_of(value != (float16)(0)) << i;
        }
    }
    found->mask = mask;
}

#define FIND(FOUND, UNIT, FIRST)                                                                             \
    find(FOUND, values, all_places, top_left, FIRST, min(MASKED, to - (FIRST)), lanes, plane, UNIT, places, vectors)

// The patches of a strip of rows of units, VECTORS float16 of each patch, are added up in a buffer of their own, since
// those of neighbouring strips overlap. Only some filters are added, from a multiple of MASKED on. The next non-zeros are
// looked up while the filters of the previous ones are added, so that the processor need not wait for them.
#define PATCHES(NAME, VECTORS)                                                                               \
    __kernel void NAME(                                                                                      \
            __global const float *values, __global const int *all_places, int top_left, int filters,         \
            int lanes, int rows, int columns, int strip_rows, __global const float16 *shifted, int places,   \
            int pass, int from, int to, __global float *sums, int channels, int sum_rows, int pitch,         \
            int patch_height, int row_pieces, int piece_columns, int step) {                                 \
        const int vectors = VECTORS;                                                                         \
        int strip = get_global_id(0);                                                                        \
        size_t plane = (size_t)rows * columns;                                                               \
        size_t size = (size_t)channels * sum_rows * pitch;                                                   \
        sums += strip * size;                                                                                \
        if (pass == 0 && from == 0)                                                                          \
            for (size_t i = 0; i < size; i++) sums[i] = 0;                                                   \
        shifted += (size_t)pass * filters * places * VECTORS;                                                \
        int most = VECTORS * LANES / piece_columns;                                                          \
        int pieces = min(most, channels * patch_height * row_pieces - pass * most);                          \
        int8 inside = (int8)(0, 1, 2, 3, 4, 5, 6, 7) < (int8)(piece_columns);                                \
        int offsets[VECTORS * LANES];                                                                        \
        for (int i = 0; i < pieces; i++) {                                                                   \
            int row = (pass * most + i) / row_pieces;                                                        \
            offsets[i] = (row / patch_height * sum_rows + row % patch_height) * pitch                        \
                    + (pass * most + i) % row_pieces * piece_columns;                                        \
        }                                                                                                    \
        int first_row = strip * strip_rows;                                                                  \
        size_t unit = (size_t)first_row * columns;                                                           \
        size_t last = (size_t)min(first_row + strip_rows, rows) * columns;                                   \
        Found found[2];                                                                                      \
        int now = 0;                                                                                         \
        FIND(found, unit, from);                                                                             \
        for (int y = 0; unit < last; y++)                                                                    \
            for (int x = 0; x < columns; x++, unit++) {                                                      \
                float16 patch[VECTORS];                                                                      \
                UNROLL for (int i = 0; i < VECTORS; i++) patch[i] = (float16)(0);                            \
                for (int base = from; base < to; base += MASKED, now ^= 1) {                                 \
                    if (base + MASKED < to) FIND(found + (now ^ 1), unit, base + MASKED);                    \
                    else if (unit + 1 < last) FIND(found + (now ^ 1), unit + 1, from);                       \
                    for (ulong mask = found[now].mask; mask != 0; mask &= mask - 1) {                        \
                        int i = 63 - clz(mask & -mask);                                                      \
                        float value = ((float *)found[now].value)[i];                                        \
                        __global const float16 *w = shifted + ((int *)found[now].vector)[i];                 \
                        UNROLL for (int j = 0; j < VECTORS; j++) patch[j] += value * w[j];                   \
                    }                                                                                        \
                }                                                                                            \
                float flat[VECTORS * LANES + MOST_COLUMNS];                                                  \
                UNROLL for (int i = 0; i < VECTORS; i++) vstore16(patch[i], i, flat);                        \
                __global float *corner = sums + (size_t)y * step * pitch + x * step;                         \
                for (int i = 0; i < pieces; i++) {                                                           \
                    float8 piece = as_float8(as_int8(vload8(0, flat + i * piece_columns)) & inside);         \
                    vstore8(vload8(0, corner + offsets[i]) + piece, 0, corner + offsets[i]);                 \
                }                                                                                            \
            }                                                                                                \
    }

PATCHES(patches_3, 3)
PATCHES(patches_5, 5)
PATCHES(patches_7, 7)
PATCHES(patches_9, 9)

// Adds up the strips where they overlap, sixteen columns per work-item.
__kernel void combine_strips(
        __global const float *sums, int channels, int sum_rows, int pitch, int strips, int strip_step,
        __global float *out, int height, int width, int padding_y, int padding_x) {
    int x = get_global_id(0) * LANES;
    int y = get_global_id(1);
    int channel = get_global_id(2);
    if (x >= width) return;
    int row = y + padding_y;
    int first = max(0, (row - sum_rows + strip_step) / strip_step);
    int last = min(strips - 1, row / strip_step);
    size_t strip_size = (size_t)channels * sum_rows * pitch;
    sums += first * strip_size + ((size_t)channel * sum_rows + row - first * strip_step) * pitch + x + padding_x;
    out += ((size_t)channel * height + y) * width + x;
    if (x + LANES <= width && x + LANES + padding_x <= pitch) {
        float16 sum = (float16)(0);
        for (int strip = first; strip <= last; strip++, sums += strip_size - (size_t)strip_step * pitch)
            sum += vload16(0, sums);
        vstore16(sum, 0, out);
    } else
        for (int i = 0; i < min(LANES, width - x); i++) {
            __global const float *at = sums + i;
            float sum = 0;
            if (x + i + padding_x < pitch)
                for (int strip = first; strip <= last; strip++, at += strip_size - (size_t)strip_step * pitch)
                    sum += *at;
            out[i] = sum;
        }
}

// The transpose of a filter bank, applied to maps that are mostly zero: each non-zero adds its filter to the output
// around it. The cost is proportional to the number of non-zeros.

// Filters whose weights stay in the cache while they are applied to one panel after another.
#define NEAR_FILTERS 64

// The largest number of positions of a window that are distinguished in a list.
#define MOST_GROUPS 9

// Lists the non-zeros of some filters of one of several codes, window after window: (position, filter) and the value.
// If there are few positions, the entries of a window are sorted by position. `first` tells where in the list each
// position of a window begins, or the window if its positions are not distinguished, and at the end, where the list
// ends.
__kernel void list_nonzeros(
        __global const float *values, __global const int *places, int top_left, int filters, int lanes,
        int units, int groups, int code, __global int *first, __global int2 *nonzeros) {
    int chunk = get_global_id(0);
    int base = chunk * NEAR_FILTERS;
    if (base >= filters) return;
    size_t list = (size_t)code * get_global_size(0) + chunk;
    nonzeros += list * NEAR_FILTERS * units;
    first += list * (units * groups + 1);
    int end = min(NEAR_FILTERS, filters - base);
    int count = 0;
    for (int unit = 0; unit < units; unit++) {
        ulong masks[MOST_GROUPS];
        for (int group = 0; group < groups; group++) masks[group] = 0;
        for (int i = 0; i < end; i += lanes) {
            size_t at = ((size_t)(base + i) / lanes * units + unit) * lanes;
            if (lanes == LANES) {
                int16 here = vload16(0, values + at) != (float16)(0);
                if (groups == 1) masks[0] |= (ulong)bits_of(here) << i;
                else {
                    int16 place = vload16(0, places + at);
                    for (int group = 0; group < groups; group++)
                        masks[group] |= (ulong)bits_of(here & (place == (int16)(group))) << i;
                }
            } else if (values[at] != 0)
                masks[groups == 1 ? 0 : places[at]] |= (ulong)1 << i;
        }
        for (int group = 0; group < groups; group++) {
            first[unit * groups + group] = count;
            for (ulong mask = masks[group]; mask != 0; mask &= mask - 1) {
                int i = 63 - clz(mask & -mask);
                size_t at = ((size_t)(base + i) / lanes * units + unit) * lanes + i % lanes;
                int place = top_left ? 0 : places[at];
                nonzeros[count++] = (int2)(place * NEAR_FILTERS + i, as_int(values[at]));
            }
        }
    }
    first[units * groups] = count;
}

// The output is divided into panels: strips of rows of each of several codes. The sums of a panel have a margin as wide
// as the filters, so that non-zeros need not be tested for the border.
typedef struct {
    int code;
    int first_row;
    int last_row;
    int from;
    int to;
} Panel;

#define PANEL_ARGUMENTS                                                                                      \
    int panels, int strips, int strip_rows, int sum_rows, int pitch, int rows, int reach, int step,          \
            int padding_y, int height

// `from` and `to` are the rows of units that can reach the rows of a panel.
INLINE Panel panel_of(int panel, int strips, int strip_rows, int rows, int reach, int step, int padding_y, int height) {
    Panel p;
    p.code = panel / strips;
    p.first_row = panel % strips * strip_rows;
    p.last_row = min(p.first_row + strip_rows, height);
    p.from = min(rows - 1, max(0, p.first_row + padding_y - reach + step) / step);
    p.to = min(rows - 1, (p.last_row - 1 + padding_y) / step);
    return p;
}

#define PANEL(INDEX) panel_of(INDEX, strips, strip_rows, rows, reach, step, padding_y, height)

// Sixteen channels of some panels per work-item. Weights lie as [channel block][filter][dy][dx][lane]. Those of some
// filters are first read in order, which the processor prefetches, as it cannot with the accesses that follow from the
// non-zeros; the compiler does not remove that reading, since something is written.
#define SCATTER_ARGUMENTS                                                                                    \
    __global const int *first, __global const int2 *nonzeros, int filters, int columns, int window,          \
            int groups, int stride, __global const float16 *weights, int filter_height, int filter_width,    \
            __global float16 *sums, __global float16 *touched, int near_panels, PANEL_ARGUMENTS

#define BEGIN_SCATTER                                                                                        \
    int block = get_global_id(0);                                                                            \
    int first_panel = get_global_id(1) * near_panels;                                                        \
    int last_panel = min(first_panel + near_panels, panels);                                                 \
    int taps = filter_height * filter_width;                                                                 \
    size_t size = (size_t)sum_rows * pitch;                                                                  \
    sums += block * panels * size;                                                                           \
    weights += (size_t)block * filters * taps;                                                               \
    for (size_t i = first_panel * size; i < last_panel * size; i++) sums[i] = (float16)(0);                  \
    float16 touch = (float16)(0);                                                                            \
    int chunks = (filters + NEAR_FILTERS - 1) / NEAR_FILTERS;                                                \
    for (int chunk = 0; chunk < chunks; chunk++) {                                                           \
        __global const float16 *near = weights + (size_t)chunk * NEAR_FILTERS * taps;                        \
        int vectors = min(NEAR_FILTERS, filters - chunk * NEAR_FILTERS) * taps;                              \
        for (int i = 0; i < vectors; i++) touch += near[i];                                                  \
        for (int panel = first_panel; panel < last_panel; panel++) {                                         \
            Panel p = PANEL(panel);                                                                          \
            __global float16 *panel_sums = sums + panel * size - p.from * step * pitch;                      \
            size_t list = (size_t)p.code * chunks + chunk;                                                   \
            __global const int *starts = first + list * (rows * columns * groups + 1);                       \
            __global const int2 *listed = nonzeros + list * NEAR_FILTERS * rows * columns;                   \
            starts += p.from * columns * groups;                                                             \
            __global const int2 *nonzero = listed + *starts;                                                 \
            for (int y = p.from; y <= p.to; y++)                                                             \
                for (int x = 0; x < columns; x++) {                                                          \
                    __global float16 *corner = panel_sums + (y * pitch + x) * step;

#define END_SCATTER                                                                                          \
                }                                                                                            \
        }                                                                                                    \
    }                                                                                                        \
    touched[get_global_id(1) * get_global_size(0) + block] = touch;

// Of a window, in no order of positions.
__kernel void scatter_any(SCATTER_ARGUMENTS) {
    BEGIN_SCATTER
        starts += groups;
        for (__global const int2 *end = listed + *starts; nonzero < end; nonzero++) {
            float value = as_float(nonzero->y);
            int place = nonzero->x / NEAR_FILTERS;
            __global const float16 *w = near + nonzero->x % NEAR_FILTERS * taps;
            __global float16 *sum = corner + (place / window * pitch + place % window) * stride;
            for (int dy = 0; dy < filter_height; dy++, sum += pitch)
                for (int dx = 0; dx < filter_width; dx++) sum[dx] += value * w[dy * filter_width + dx];
        }
    END_SCATTER
}

// All sums that a window adds to stay in registers: SIDE is that of a filter at all positions of a window.
#define SCATTER_3X3(NAME, WINDOW_SIDE, SIDE)                                                                 \
    __kernel void NAME(SCATTER_ARGUMENTS) {                                                                  \
        BEGIN_SCATTER                                                                                        \
            float16 patch[SIDE * SIDE];                                                                      \
            UNROLL for (int i = 0; i < SIDE * SIDE; i++) patch[i] = (float16)(0);                            \
            UNROLL for (int place = 0; place < WINDOW_SIDE * WINDOW_SIDE; place++) {                         \
                for (__global const int2 *end = listed + *++starts; nonzero < end; nonzero++) {              \
                    float value = as_float(nonzero->y);                                                      \
                    __global const float16 *w = near + nonzero->x % NEAR_FILTERS * 9;                        \
                    UNROLL for (int i = 0; i < 9; i++)                                                       \
                        patch[(place / WINDOW_SIDE + i / 3) * SIDE + place % WINDOW_SIDE + i % 3] += value * w[i];\
                }                                                                                            \
            }                                                                                                \
            UNROLL for (int i = 0; i < SIDE * SIDE; i++) corner[i / SIDE * pitch + i % SIDE] += patch[i];    \
        END_SCATTER                                                                                          \
    }

SCATTER_3X3(scatter_3x3_1, 1, 3)
SCATTER_3X3(scatter_3x3_2, 2, 4)
SCATTER_3X3(scatter_3x3_3, 3, 5)

// The output of one code from the sums, without their margin; sixteen channels of a strip per work-item.
__kernel void gather_panels(
        __global const float16 *sums, int code, __global float16 *out, int width, int padding_x, PANEL_ARGUMENTS) {
    size_t block = get_global_id(0);
    int panel = code * strips + get_global_id(1);
    Panel p = PANEL(panel);
    out += (block * height + p.first_row) * width;
    sums += (block * panels + panel) * sum_rows * pitch + padding_x;
    for (int y = p.first_row; y < p.last_row; y++) {
        int row = y + padding_y - p.from * step;
        int reached = row >= 0 && row < sum_rows;
        for (int x = 0; x < width; x++) *out++ = reached ? sums[row * pitch + x] : (float16)(0);
    }
}

// The transpose of a filter bank, of maps that are mostly zero: each non-zero adds its filter to the output
// around it. What follows costs as much as there are non-zeros.

// Lists the non-zeros of one filter of one of several codes: where the sums that its weights are added to begin, and the value.
// `first` tells for each row of units where in the list it begins, and after the last row where that ends.
__kernel void list_nonzeros(
        __global const float *values,
        __global const int *places,
        int top_left,
        int filters,
        int lanes,
        int rows,
        int columns,
        int window,
        int spacing,
        int stride,
        int pitch,
        int code,
        __global int *first,
        __global int2 *nonzeros) {
    int filter = get_global_id(0);
    if (filter >= filters) return;
    size_t plane = (size_t)rows * columns;
    size_t at = filter / lanes * plane * lanes + filter % lanes;
    size_t list = (size_t)code * filters + filter;
    nonzeros += list * plane;
    first += list * (rows + 1);
    int count = 0;
    for (int y = 0; y < rows; y++) {
        first[y] = count;
        for (int x = 0; x < columns; x++, at += lanes) {
            float value = values[at];
            if (value == 0) continue;
            int place = top_left ? 0 : places[at];
            int row = y * spacing + place / window;
            int column = x * spacing + place % window;
            nonzeros[count++] = (int2)((row * pitch + column) * stride, as_int(value));
        }
    }
    first[rows] = count;
}

// The output is cut into panels: strips of rows of each of several codes. The sums of a panel have a margin as
// wide as the filters, so that no non-zero needs to look where the border is.
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

// Filters whose weights stay near the processor while they meet one panel after another.
#define NEAR_FILTERS 64

// Sixteen channels of some panels a work-item. Weights lie as [channel block][filter][dy][dx][lane].
#define SCATTER_ARGUMENTS                                                                                    \
    __global const int *first, __global const int2 *nonzeros, int filters, int columns,                      \
            __global const float16 *weights, int filter_height, int filter_width, __global float16 *sums,    \
            int near_panels, PANEL_ARGUMENTS

#define BEGIN_SCATTER                                                                                        \
    int block = get_global_id(0);                                                                            \
    int first_panel = get_global_id(1) * near_panels;                                                        \
    int last_panel = min(first_panel + near_panels, panels);                                                 \
    size_t plane = (size_t)rows * columns;                                                                   \
    int taps = filter_height * filter_width;                                                                 \
    size_t size = (size_t)sum_rows * pitch;                                                                  \
    sums += block * panels * size;                                                                           \
    weights += (size_t)block * filters * taps;                                                               \
    for (size_t i = first_panel * size; i < last_panel * size; i++) sums[i] = (float16)(0);                  \
    for (int chunk = 0; chunk < filters; chunk += NEAR_FILTERS)                                              \
        for (int panel = first_panel; panel < last_panel; panel++) {                                         \
            Panel p = PANEL(panel);                                                                          \
            __global float16 *panel_sums = sums + panel * size - p.from * step * pitch;                      \
            int last_filter = min(chunk + NEAR_FILTERS, filters);                                            \
            for (int filter = chunk; filter < last_filter; filter++) {                                       \
                size_t list = (size_t)p.code * filters + filter;                                             \
                __global const int *rows_of_list = first + list * (rows + 1);                                \
                __global const int2 *nonzero = nonzeros + list * plane + rows_of_list[p.from];               \
                __global const int2 *end = nonzeros + list * plane + rows_of_list[p.to + 1];                 \
                __global const float16 *w = weights + (size_t)filter * taps;

#define END_SCATTER                                                                                          \
            }                                                                                                \
        }

__kernel void scatter_any(SCATTER_ARGUMENTS) {
    BEGIN_SCATTER
        for (; nonzero < end; nonzero++) {
            float value = as_float(nonzero->y);
            __global float16 *sum = panel_sums + nonzero->x;
            for (int dy = 0; dy < filter_height; dy++, sum += pitch)
                for (int dx = 0; dx < filter_width; dx++) sum[dx] += value * w[dy * filter_width + dx];
        }
    END_SCATTER
}

// The weights of a filter stay in registers.
__kernel void scatter_3x3(SCATTER_ARGUMENTS) {
    BEGIN_SCATTER
        float16 w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3], w4 = w[4], w5 = w[5], w6 = w[6], w7 = w[7], w8 = w[8];
        for (; nonzero < end; nonzero++) {
            float value = as_float(nonzero->y);
            __global float16 *sum = panel_sums + nonzero->x;
            sum[0] += value * w0;
            sum[1] += value * w1;
            sum[2] += value * w2;
            sum += pitch;
            sum[0] += value * w3;
            sum[1] += value * w4;
            sum[2] += value * w5;
            sum += pitch;
            sum[0] += value * w6;
            sum[1] += value * w7;
            sum[2] += value * w8;
        }
    END_SCATTER
}

// The output of one code from the sums, without their margin.
__kernel void gather_panels(
        __global const float16 *sums, int code, __global float16 *out, int width, int padding_x, PANEL_ARGUMENTS) {
    int x = get_global_id(0);
    int y = get_global_id(1);
    size_t block = get_global_id(2);
    if (x >= width) return;
    int panel = code * strips + y / strip_rows;
    int row = y + padding_y - PANEL(panel).from * step;
    size_t at = ((block * panels + panel) * sum_rows + row) * pitch + x + padding_x;
    out[(block * height + y) * width + x] = row >= 0 && row < sum_rows ? sums[at] : (float16)(0);
}

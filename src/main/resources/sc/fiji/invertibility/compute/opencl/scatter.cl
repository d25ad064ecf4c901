// The transpose of a filter bank, of maps that are mostly zero: each non-zero adds its filter to the output
// around it. What follows costs as much as there are non-zeros.

// Lists the non-zeros of one filter: where the sums that its weights are added to begin, and the value.
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
        __global int *first,
        __global int2 *nonzeros) {
    int filter = get_global_id(0);
    if (filter >= filters) return;
    size_t plane = (size_t)rows * columns;
    size_t at = filter / lanes * plane * lanes + filter % lanes;
    nonzeros += filter * plane;
    first += (size_t)filter * (rows + 1);
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

// Rows of the output from `first_row` on, sixteen channels a work-item. The sums have a margin as wide as
// the filters, so that no non-zero needs to look where the border is. `from` and `to` are the rows of units
// that can reach these rows. Weights lie as [channel block][filter][dy][dx][lane].
#define SCATTER_ARGUMENTS                                                                                    \
    __global const int *first, __global const int2 *nonzeros, int filters, int rows, int columns, int from,  \
            int to, int skipped, __global const float16 *weights, int filter_height, int filter_width,       \
            __global float16 *sums, int sum_rows, int pitch, __global float16 *out, int height, int width,   \
            int first_row, int last_row, int padding_y, int padding_x, int first_sum_row

#define BEGIN_SCATTER                                                                                        \
    int block = get_global_id(0);                                                                            \
    size_t plane = (size_t)rows * columns;                                                                   \
    int taps = filter_height * filter_width;                                                                 \
    size_t size = (size_t)sum_rows * pitch;                                                                  \
    sums += block * size;                                                                                    \
    weights += (size_t)block * filters * taps;                                                               \
    for (size_t i = 0; i < size; i++) sums[i] = (float16)(0);                                                \
    for (int filter = 0; filter < filters; filter++) {                                                       \
        __global const int *rows_of_filter = first + (size_t)filter * (rows + 1);                            \
        __global const int2 *nonzero = nonzeros + filter * plane + rows_of_filter[from];                     \
        __global const int2 *end = nonzeros + filter * plane + rows_of_filter[to + 1];                       \
        __global const float16 *w = weights + (size_t)filter * taps;

#define END_SCATTER                                                                                          \
    }                                                                                                        \
    out += (size_t)block * height * width;                                                                   \
    for (int y = first_row; y < last_row; y++) {                                                             \
        int row = y + padding_y - first_sum_row;                                                             \
        int inside = row >= 0 && row < sum_rows;                                                             \
        for (int x = 0; x < width; x++)                                                                      \
            out[(size_t)y * width + x] = inside ? sums[(size_t)row * pitch + x + padding_x] : (float16)(0);  \
    }

__kernel void scatter_any(SCATTER_ARGUMENTS) {
    BEGIN_SCATTER
        for (; nonzero < end; nonzero++) {
            float value = as_float(nonzero->y);
            __global float16 *sum = sums + nonzero->x - skipped;
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
            __global float16 *sum = sums + nonzero->x - skipped;
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

// Correlation of a few channels with many small filters, such as the first layer of a network. A work-group has a tile
// of 64 × TILE_ROWS outputs of 64 filters, a work-item 4 + 4 of a row of eight filters. All inputs and weights of the
// tile are in local memory. SIDE is the width of the filters, HEIGHT their height, CHANNELS their depth.

#define COLUMNS 64
#define FILTERS 64
#define FILTERS_OF_ITEM 8
#define PLACES (8 * TILE_ROWS)
#define ITEMS (PLACES * FILTERS / FILTERS_OF_ITEM)
#define FILLED_ROWS (TILE_ROWS + HEIGHT - 1)
#define PITCH ((COLUMNS + SIDE - 1 + 3) / 4 * 4)
#define RUN ((SIDE + 3 + 3) / 4)
#define TAPS (CHANNELS * HEIGHT * SIDE)

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void correlate_few_inputs(
        PART(const float, in), int height, int width, long in_step, PART(const float, weights), PART(const float, bias),
        int rectified, PART(float, out), int out_height, int out_width, long out_step, int padding_y, int padding_x,
        int padded_filters, int filters) {
    AT(in); AT(weights); AT(bias); AT(out);
    __local float4 inputs_4[CHANNELS * FILLED_ROWS * PITCH / 4];
    __local float4 tile_weights[TAPS * FILTERS / 4];
    __local float *inputs = (__local float *)inputs_4;
    const int item = get_local_id(0), column = item % 8 * 4, row = item / 8 % TILE_ROWS, eight = item / PLACES;
    const int tiles = (filters + FILTERS - 1) / FILTERS, n0 = get_group_id(2) % tiles * FILTERS;
    const size_t image = get_group_id(2) / tiles;
    const int out_x0 = get_group_id(0) * COLUMNS, out_y0 = get_group_id(1) * TILE_ROWS;
    in += image * in_step;
    for (int e = item; e < TAPS * FILTERS / 4; e += ITEMS) {
        const int n = n0 + e % (FILTERS / 4) * 4, tap = e / (FILTERS / 4);
        tile_weights[e] = n < padded_filters ? GLOBAL_4(weights + (size_t)tap * padded_filters + n) : 0;
    }
    for (int e = item; e < CHANNELS * FILLED_ROWS * PITCH; e += ITEMS) {
        const int c = e / (FILLED_ROWS * PITCH), line = e / PITCH % FILLED_ROWS;
        const int y = out_y0 + line - padding_y, x = out_x0 + e % PITCH - padding_x;
        const int there = y >= 0 && y < height && x >= 0 && x < width;
        inputs[e] = there ? in[((size_t)c * height + y) * width + x] : 0;
    }
    WAIT_FOR_GROUP;
    float sums[FILTERS_OF_ITEM][8];
    UNROLL for (int j = 0; j < FILTERS_OF_ITEM; j++) UNROLL for (int i = 0; i < 8; i++) sums[j][i] = 0;
    for (int c = 0; c < CHANNELS; c++)
        for (int dy = 0; dy < HEIGHT; dy++) {
            __local float4 *line = inputs_4 + ((c * FILLED_ROWS + row + dy) * PITCH + column) / 4;
            __local float4 *w = tile_weights + (c * HEIGHT + dy) * SIDE * (FILTERS / 4) + eight * (FILTERS_OF_ITEM / 4);
            float left[RUN * 4], right[RUN * 4];
            UNROLL for (int i = 0; i < RUN; i++) {
                float4 l = line[i];
                float4 r = line[i + 8];
                left[4 * i] = l.x, left[4 * i + 1] = l.y, left[4 * i + 2] = l.z, left[4 * i + 3] = l.w;
                right[4 * i] = r.x, right[4 * i + 1] = r.y, right[4 * i + 2] = r.z, right[4 * i + 3] = r.w;
            }
            UNROLL for (int dx = 0; dx < SIDE; dx++) {
                float4 u = w[dx * (FILTERS / 4)];
                float4 v = w[dx * (FILTERS / 4) + 1];
                float of[FILTERS_OF_ITEM] = {u.x, u.y, u.z, u.w, v.x, v.y, v.z, v.w};
                UNROLL for (int j = 0; j < FILTERS_OF_ITEM; j++) UNROLL for (int i = 0; i < 4; i++) {
                    sums[j][i] = fma(of[j], left[dx + i], sums[j][i]);
                    sums[j][4 + i] = fma(of[j], right[dx + i], sums[j][4 + i]);
                }
            }
        }
    const int y = out_y0 + row;
    if (y >= out_height) return;
    UNROLL for (int j = 0; j < FILTERS_OF_ITEM; j++) {
        const int n = n0 + eight * FILTERS_OF_ITEM + j;
        if (n >= filters) return;
        __global float *target = out + image * out_step + ((size_t)n * out_height + y) * out_width;
        const float add = bias[n];
        UNROLL for (int i = 0; i < 8; i++) sums[j][i] = rectified ? fmax(sums[j][i] + add, 0.0f) : sums[j][i] + add;
        UNROLL for (int h = 0; h < 2; h++) {
            const int x = out_x0 + 32 * h + column;
            if ((out_width & 3) == 0 && x < out_width)
                STORE_4((float4)(sums[j][4 * h], sums[j][4 * h + 1], sums[j][4 * h + 2], sums[j][4 * h + 3]), target + x);
            else
                UNROLL for (int i = 0; i < 4; i++)
                    if (x + i < out_width) target[x + i] = sums[j][4 * h + i];
        }
    }
}

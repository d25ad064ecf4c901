// The gradient with respect to a bank's filters: a product of the gradients with respect to the activations and of what
// the filters saw, summed over the pixels of all maps. A work-group of SIDE×SIDE items has a tile of 4·SIDE filters by
// 4·SIDE weights of each, of one group and for a share of the pixels; those of a few pixels at a time are in local memory.

#define TILE (4 * SIDE)
#define ITEMS (SIDE * SIDE)
#define DEPTH 16
#define READ_STEP (ITEMS / DEPTH)

__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1))) void filter_gradient(
        PART(const float, in), long in_step, int height, int width, PART(const float, gradient), long gradient_step,
        int rows, int columns, int filters, int channels, int groups, int filter_height, int filter_width, int stride,
        int padding_y, int padding_x, long pixels, long share_pixels, PART(float, sums)) {
    AT(in); AT(gradient); AT(sums);
    __local float slopes[DEPTH][TILE + 1], seen[DEPTH][TILE + 1];
    const int item = get_local_id(0), taps = filter_height * filter_width, weights = channels * taps;
    const int w0 = get_group_id(0) * TILE, k0 = get_group_id(1) * TILE;
    const int group = get_group_id(2) % groups, share = get_group_id(2) / groups;
    const size_t plane = (size_t)height * width, activations = (size_t)rows * columns;
    in += (size_t)group * channels * plane;
    gradient += (size_t)group * filters * activations;
    const int own_pixel = item % DEPTH, own_row = item / DEPTH, column = item % SIDE, row = item / SIDE;
    const long last = min(pixels, (share + 1) * share_pixels);
    float total[4][4];
    UNROLL for (int i = 0; i < 4; i++) UNROLL for (int j = 0; j < 4; j++) total[i][j] = 0;
    for (long first = share * share_pixels; first < last; first += DEPTH) {
        const long pixel = first + own_pixel;
        const int inside = pixel < last;
        const size_t image = inside ? pixel / activations : 0;
        const int at = inside ? pixel - image * activations : 0;
        const int y0 = at / columns * stride - padding_y, x0 = at % columns * stride - padding_x;
        __global const float *map = in + image * in_step;
        __global const float *slope = gradient + image * gradient_step + at;
        for (int i = own_row; i < TILE; i += READ_STEP) {
            const int k = k0 + i, w = w0 + i;
            slopes[own_pixel][i] = inside && k < filters ? slope[k * activations] : 0;
            float v = 0;
            if (inside && w < weights) {
                const int tap = w % taps, y = y0 + tap / filter_width, x = x0 + tap % filter_width;
                if (y >= 0 && y < height && x >= 0 && x < width) v = map[w / taps * plane + (size_t)y * width + x];
            }
            seen[own_pixel][i] = v;
        }
        WAIT_FOR_GROUP;
        UNROLL for (int d = 0; d < DEPTH; d++) {
            float a[4], b[4];
            UNROLL for (int i = 0; i < 4; i++) {
                a[i] = slopes[d][row + i * SIDE];
                b[i] = seen[d][column + i * SIDE];
            }
            UNROLL for (int i = 0; i < 4; i++) UNROLL for (int j = 0; j < 4; j++) total[i][j] += a[i] * b[j];
        }
        WAIT_FOR_GROUP;
    }
    sums += ((size_t)share * groups + group) * filters * weights;
    UNROLL for (int i = 0; i < 4; i++) UNROLL for (int j = 0; j < 4; j++) {
        const int k = k0 + row + i * SIDE, w = w0 + column + j * SIDE;
        if (k < filters && w < weights) sums[(size_t)k * weights + w] = total[i][j];
    }
}

// Adds the shares.
__kernel void gradient_total(PART(const float, sums), long size, int shares, PART(float, total)) {
    AT(sums); AT(total);
    const long i = get_global_id(0);
    if (i >= size) return;
    float sum = 0;
    for (int share = 0; share < shares; share++) sum += sums[share * size + i];
    total[i] = sum;
}

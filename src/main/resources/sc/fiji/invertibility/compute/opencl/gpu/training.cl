// What training needs besides filters and channels: sums over windows, mirrored borders, gradients of unpooling, dropout,
// Adam. A plane of a map along the second axis of the grid.

// A sum over each window, times a factor.
__kernel void block_sums(
        PART(const float, x), PART(float, sums), int height, int width, int rows, int columns, int window, int stride,
        float factor) {
    AT(x); AT(sums);
    const int unit = get_global_id(0), plane = get_global_id(1);
    if (unit >= rows * columns) return;
    x += (size_t)plane * height * width + (size_t)(unit / columns * stride) * width + unit % columns * stride;
    float sum = 0;
    for (int i = 0; i < window; i++)
        for (int j = 0; j < window; j++) sum += x[(size_t)i * width + j];
    sums[(size_t)plane * rows * columns + unit] = factor * sum;
}

// The transpose: each pixel adds up the windows that it lies in.
__kernel void block_spread(
        PART(const float, g), PART(float, spread), int height, int width, int rows, int columns, int window, int stride,
        float factor) {
    AT(g); AT(spread);
    const int pixel = get_global_id(0), plane = get_global_id(1);
    if (pixel >= height * width) return;
    const int y = pixel / width, x = pixel % width;
    const int first_row = y < window ? 0 : (y - window) / stride + 1;
    const int first_column = x < window ? 0 : (x - window) / stride + 1;
    g += (size_t)plane * rows * columns;
    float sum = 0;
    for (int i = first_row; i <= min(y / stride, rows - 1); i++)
        for (int j = first_column; j <= min(x / stride, columns - 1); j++) sum += g[i * columns + j];
    spread[(size_t)plane * height * width + pixel] = factor * sum;
}

// The row or column within a map that the i-th mirrors, or is; a mirror image of a mirror image follows after a period.
inline int mirror_period(int length) { return max(1, 2 * (length - 1)); }

inline int mirrored(int i, int length) {
    const int period = mirror_period(length), phase = (i % period + period) % period;
    return min(phase, period - phase);
}

// A map within a border that mirrors it.
__kernel void reflect(PART(const float, x), PART(float, larger), int height, int width, int border) {
    AT(x); AT(larger);
    const int pixel = get_global_id(0), plane = get_global_id(1);
    const int columns = width + 2 * border, rows = height + 2 * border;
    if (pixel >= rows * columns) return;
    const int y = mirrored(pixel / columns - border, height), i = mirrored(pixel % columns - border, width);
    larger[(size_t)plane * rows * columns + pixel] = x[((size_t)plane * height + y) * width + i];
}

// The transpose: each pixel adds up all that mirror it, which are two sequences in each direction, or one at the ends.
__kernel void fold(PART(const float, g), PART(float, smaller), int height, int width, int border) {
    AT(g); AT(smaller);
    const int pixel = get_global_id(0), plane = get_global_id(1);
    if (pixel >= height * width) return;
    const int y = pixel / width, x = pixel % width;
    const int columns = width + 2 * border, rows = height + 2 * border;
    const int down = mirror_period(height), across = mirror_period(width);
    g += (size_t)plane * rows * columns;
    float sum = 0;
    for (int flip = 0; flip < (2 * y % down == 0 ? 1 : 2); flip++)
        for (int i = (border + (flip ? down - y : y)) % down; i < rows; i += down)
            for (int turn = 0; turn < (2 * x % across == 0 ? 1 : 2); turn++)
                for (int j = (border + (turn ? across - x : x)) % across; j < columns; j += across)
                    sum += g[(size_t)i * columns + j];
    smaller[(size_t)plane * height * width + pixel] = sum;
}

// Each value in a square; what lies beyond the last one repeats the last row or column.
__kernel void repeat(
        PART(const float, x), PART(float, larger), int height, int width, int rows, int columns, int factor) {
    AT(x); AT(larger);
    const int pixel = get_global_id(0), plane = get_global_id(1);
    if (pixel >= rows * columns) return;
    const int y = min(pixel / columns / factor, height - 1), i = min(pixel % columns / factor, width - 1);
    larger[(size_t)plane * rows * columns + pixel] = x[((size_t)plane * height + y) * width + i];
}

// The values of g at the positions of a code.
__kernel void gather(
        PART(const float, g), PART(const int, switches), int top_left, PART(float, values), int height, int width,
        int rows, int columns, int window, int stride) {
    AT(g); AT(switches); AT(values);
    const int unit = get_global_id(0), plane = get_global_id(1);
    if (unit >= rows * columns) return;
    const size_t at = (size_t)plane * rows * columns + unit;
    const int position = top_left ? 0 : switches[at];
    const int y = unit / columns * stride + position / window, x = unit % columns * stride + position % window;
    values[at] = g[((size_t)plane * height + y) * width + x];
}

inline uint mix(uint x) {
    x = (x >> 16 ^ x) * 0x45d9f3bu;
    x = (x >> 16 ^ x) * 0x45d9f3bu;
    return x >> 16 ^ x;
}

__kernel void dropout(PART(const float, x), PART(float, kept), long size, int seed, int limit, float factor) {
    AT(x); AT(kept);
    const long i = get_global_id(0);
    if (i >= size) return;
    kept[i] = mix((uint)i ^ (uint)seed) >= (uint)limit ? factor * x[i] : 0;
}

__kernel void adam(
        PART(float, parameter), PART(const float, gradient), PART(float, mean), PART(float, square), float rate,
        float beta1, float beta2, float epsilon, long size) {
    AT(parameter); AT(gradient); AT(mean); AT(square);
    const long i = get_global_id(0);
    if (i >= size) return;
    const float g = gradient[i];
    const float m = beta1 * mean[i] + (1 - beta1) * g, v = beta2 * square[i] + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    parameter[i] -= rate * m / (sqrt(v) + epsilon);
}

// What training needs besides filters and channels: sums over windows, gradients of unpooling, dropout, Adam. A plane of
// a map along the second axis of the grid.

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

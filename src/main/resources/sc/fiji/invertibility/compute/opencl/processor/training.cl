// What training needs besides filters and channels: sums over windows, mirrored borders, gradients of unpooling, dropout,
// Adam.

// A sum over each window, times a factor.
#define BLOCK_SUMS(NAME, V)                                                                                  \
    __kernel void NAME(                                                                                      \
            __global const V *x, __global V *sums, int height, int width, int rows, int columns, int window, \
            int stride, float factor) {                                                                      \
        int px = get_global_id(0);                                                                           \
        int py = get_global_id(1);                                                                           \
        int block = get_global_id(2);                                                                        \
        if (px >= columns) return;                                                                           \
        V sum = 0;                                                                                           \
        for (int y = 0; y < window; y++) {                                                                   \
            __global const V *row = x + ((size_t)block * height + py * stride + y) * width + px * stride;    \
            for (int i = 0; i < window; i++) sum += row[i];                                                  \
        }                                                                                                    \
        sums[((size_t)block * rows + py) * columns + px] = factor * sum;                                     \
    }

BLOCK_SUMS(block_sums_planar, float)
BLOCK_SUMS(block_sums_blocked, float16)

// The transpose: each pixel adds up the windows that it lies in.
#define BLOCK_SPREAD(NAME, V)                                                                                \
    __kernel void NAME(                                                                                      \
            __global const V *g, __global V *spread, int height, int width, int rows, int columns,           \
            int window, int stride, float factor) {                                                          \
        int x = get_global_id(0);                                                                            \
        int y = get_global_id(1);                                                                            \
        int block = get_global_id(2);                                                                        \
        if (x >= width) return;                                                                              \
        int first_row = y < window ? 0 : (y - window) / stride + 1;                                          \
        int first_column = x < window ? 0 : (x - window) / stride + 1;                                       \
        V sum = 0;                                                                                           \
        for (int py = first_row; py <= min(y / stride, rows - 1); py++)                                      \
            for (int px = first_column; px <= min(x / stride, columns - 1); px++)                            \
                sum += g[((size_t)block * rows + py) * columns + px];                                        \
        spread[((size_t)block * height + y) * width + x] = factor * sum;                                     \
    }

BLOCK_SPREAD(block_spread_planar, float)
BLOCK_SPREAD(block_spread_blocked, float16)

// The row or column within a map that the i-th mirrors, or is; a mirror image of a mirror image follows after a period.
INLINE int mirror_period(int length) { return max(1, 2 * (length - 1)); }

INLINE int mirrored(int i, int length) {
    int period = mirror_period(length), phase = (i % period + period) % period;
    return min(phase, period - phase);
}

// A map within a border that mirrors it.
#define REFLECT(NAME, V)                                                                                     \
    __kernel void NAME(__global const V *x, __global V *larger, int height, int width, int border) {         \
        int px = get_global_id(0);                                                                           \
        int py = get_global_id(1);                                                                           \
        int block = get_global_id(2);                                                                        \
        int columns = width + 2 * border, rows = height + 2 * border;                                        \
        if (px >= columns) return;                                                                           \
        __global const V *row = x + ((size_t)block * height + mirrored(py - border, height)) * width;        \
        larger[((size_t)block * rows + py) * columns + px] = row[mirrored(px - border, width)];              \
    }

REFLECT(reflect_planar, float)
REFLECT(reflect_blocked, float16)

// The transpose: each pixel adds up all that mirror it, which are two sequences in each direction, or one at the ends.
#define FOLD(NAME, V)                                                                                        \
    __kernel void NAME(__global const V *g, __global V *smaller, int height, int width, int border) {        \
        int x = get_global_id(0);                                                                            \
        int y = get_global_id(1);                                                                            \
        int block = get_global_id(2);                                                                        \
        if (x >= width) return;                                                                              \
        int columns = width + 2 * border, rows = height + 2 * border;                                        \
        int down = mirror_period(height), across = mirror_period(width);                                     \
        V sum = 0;                                                                                           \
        for (int flip = 0; flip < (2 * y % down == 0 ? 1 : 2); flip++)                                       \
            for (int i = (border + (flip ? down - y : y)) % down; i < rows; i += down) {                     \
                __global const V *row = g + ((size_t)block * rows + i) * columns;                            \
                for (int turn = 0; turn < (2 * x % across == 0 ? 1 : 2); turn++)                             \
                    for (int j = (border + (turn ? across - x : x)) % across; j < columns; j += across)      \
                        sum += row[j];                                                                       \
            }                                                                                                \
        smaller[((size_t)block * height + y) * width + x] = sum;                                             \
    }

FOLD(fold_planar, float)
FOLD(fold_blocked, float16)

// Each value in a square; what lies beyond the last one repeats the last row or column.
#define REPEAT(NAME, V)                                                                                      \
    __kernel void NAME(                                                                                      \
            __global const V *x, __global V *larger, int height, int width, int rows, int columns, int factor) {\
        int px = get_global_id(0);                                                                           \
        int py = get_global_id(1);                                                                           \
        int block = get_global_id(2);                                                                        \
        if (px >= columns) return;                                                                           \
        __global const V *row = x + ((size_t)block * height + min(py / factor, height - 1)) * width;         \
        larger[((size_t)block * rows + py) * columns + px] = row[min(px / factor, width - 1)];               \
    }

REPEAT(repeat_planar, float)
REPEAT(repeat_blocked, float16)

// The values of g at the positions of a code; one value a work-item.
__kernel void gather(
        __global const float *g, __global const int *places, int top_left, __global float *values, int lanes,
        int height, int width, int pooled_height, int pooled_width, int window, int stride) {
    int i = get_global_id(0);
    int py = get_global_id(1);
    int block = get_global_id(2);
    if (i >= pooled_width * lanes) return;
    size_t unit = ((size_t)block * pooled_height + py) * pooled_width * lanes + i;
    int place = top_left ? 0 : places[unit];
    int y = py * stride + place / window, x = i / lanes * stride + place % window;
    values[unit] = g[(((size_t)block * height + y) * width + x) * lanes + i % lanes];
}

INLINE uint mix(uint x) {
    x = (x >> 16 ^ x) * 0x45d9f3bu;
    x = (x >> 16 ^ x) * 0x45d9f3bu;
    return x >> 16 ^ x;
}

// Which values are kept depends on their index in the host's order.
__kernel void dropout(
        __global const float *x, __global float *kept, long pixels, int lanes, int seed, int limit, float factor) {
    long i = get_global_id(0);
    int block = get_global_id(1);
    if (i >= pixels * lanes) return;
    uint index = (uint)((block * lanes + i % lanes) * pixels + i / lanes);
    size_t at = (size_t)block * pixels * lanes + i;
    kept[at] = mix(index ^ (uint)seed) >= (uint)limit ? factor * x[at] : 0;
}

__kernel void adam(
        __global float16 *parameter, __global const float16 *gradient, __global float16 *mean,
        __global float16 *square, float rate, float beta1, float beta2, float epsilon, long vectors) {
    long i = get_global_id(0);
    if (i >= vectors) return;
    float16 g = gradient[i];
    float16 m = beta1 * mean[i] + (1 - beta1) * g, v = beta2 * square[i] + (1 - beta2) * g * g;
    mean[i] = m;
    square[i] = v;
    parameter[i] -= rate * m / (sqrt(v) + epsilon);
}

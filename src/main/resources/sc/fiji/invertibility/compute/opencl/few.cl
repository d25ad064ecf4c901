// Correlation of a blocked map to a few channels, as when an image is synthesised: the lanes of a
// vector are channels of the input, and are summed at the end. Weights lie as
// [filter][channel block][dy][dx][lane].

#define FEW_PIXELS 4

#define FEW(NAME, FILTERS)                                                                                   \
    __kernel void NAME(                                                                                      \
            __global const float16 *in,                                                                      \
            int in_blocks,                                                                                   \
            int height,                                                                                      \
            int width,                                                                                       \
            __global const float16 *weights,                                                                 \
            __global const float *bias,                                                                      \
            int relu,                                                                                        \
            __global float *out,                                                                             \
            int first_filter,                                                                                \
            int out_height,                                                                                  \
            int out_width,                                                                                   \
            int filter_height,                                                                               \
            int filter_width,                                                                                \
            int stride,                                                                                      \
            int padding_y,                                                                                   \
            int padding_x) {                                                                                 \
        int runs = (out_width + FEW_PIXELS - 1) / FEW_PIXELS;                                                        \
        int run = get_global_id(0);                                                                          \
        if (run >= runs * out_height) return;                                                                \
        int y = run / runs;                                                                                  \
        int x = run % runs * FEW_PIXELS;                                                                         \
        size_t taps = (size_t)filter_height * filter_width;                                                  \
        float16 sums[FILTERS][FEW_PIXELS];                                                                       \
        for (int f = 0; f < FILTERS; f++)                                                                    \
            for (int p = 0; p < FEW_PIXELS; p++) sums[f][p] = (float16)(0);                                      \
        for (int block = 0; block < in_blocks; block++)                                                      \
            for (int dy = 0; dy < filter_height; dy++) {                                                     \
                int iy = y * stride + dy - padding_y;                                                        \
                if (iy < 0 || iy >= height) continue;                                                        \
                __global const float16 *row = in + ((size_t)block * height + iy) * width;                    \
                __global const float16 *w = weights + (first_filter * in_blocks + block) * taps              \
                        + dy * filter_width;                                                                 \
                for (int dx = 0; dx < filter_width; dx++) {                                                  \
                    float16 v[FEW_PIXELS];                                                                       \
                    int ix = x * stride + dx - padding_x;                                                    \
                    if (ix >= 0 && ix + (FEW_PIXELS - 1) * stride < width)                                       \
                        for (int p = 0; p < FEW_PIXELS; p++) v[p] = row[ix + p * stride];                        \
                    else                                                                                     \
                        for (int p = 0; p < FEW_PIXELS; p++) {                                                   \
                            int px = ix + p * stride;                                                        \
                            v[p] = px >= 0 && px < width ? row[px] : (float16)(0);                           \
                        }                                                                                    \
                    for (int f = 0; f < FILTERS; f++) {                                                      \
                        float16 weight = w[f * in_blocks * taps + dx];                                       \
                        for (int p = 0; p < FEW_PIXELS; p++) sums[f][p] += weight * v[p];                        \
                    }                                                                                        \
                }                                                                                            \
            }                                                                                                \
        for (int f = 0; f < FILTERS; f++)                                                                    \
            for (int p = 0; p < FEW_PIXELS; p++) {                                                               \
                float sum = lanes_f(sums[f][p]) + bias[first_filter + f];                                    \
                if (x + p < out_width)                                                                       \
                    out[((size_t)(first_filter + f) * out_height + y) * out_width + x + p] =                 \
                            relu ? fmax(sum, 0.0f) : sum;                                                    \
            }                                                                                                \
    }

FEW(few_1, 1)
FEW(few_2, 2)
FEW(few_3, 3)
FEW(few_4, 4)

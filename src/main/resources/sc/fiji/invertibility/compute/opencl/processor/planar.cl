// Correlation between planar maps, both with few channels: the lanes of a vector are neighbouring pixels. A work-item
// computes two vectors of pixels of up to four filters. Weights lie as [filter][channel][dy][dx].

// Sixteen pixels of a row from x on, `stride` apart, with zeros beyond its ends.
INLINE float16 pixels(__global const float *row, int x, int stride, int width) {
    if (stride == 1 && x >= 0 && x + LANES <= width) return vload16(0, row + x);
    float v[LANES];
    for (int p = 0; p < LANES; p++) {
        int px = x + p * stride;
        v[p] = px >= 0 && px < width ? row[px] : 0;
    }
    return vload16(0, v);
}

#define PLANAR(NAME, FILTERS)                                                                                \
    __kernel void NAME(                                                                                      \
            __global const float *in, int channels, int height, int width, __global const float *weights,    \
            __global const float *bias, int relu, __global float *out, int first_filter, TARGET_ARGUMENTS,   \
            FILTER_ARGUMENTS) {                                                                              \
        int runs = (columns + 2 * LANES - 1) / (2 * LANES);                                                  \
        int run = get_global_id(0);                                                                          \
        if (run >= runs * rows) return;                                                                      \
        int y = run / runs;                                                                                  \
        int x = run % runs * 2 * LANES;                                                                      \
        size_t taps = (size_t)filter_height * filter_width;                                                  \
        size_t filter_size = channels * taps;                                                                \
        float16 sums[FILTERS][2];                                                                            \
        UNROLL for (int f = 0; f < FILTERS; f++) {                                                           \
            sums[f][0] = (float16)(bias[first_filter + f]);                                                  \
            sums[f][1] = sums[f][0];                                                                         \
        }                                                                                                    \
        for (int m = 0; m < channels; m++)                                                                   \
            for (int dy = 0; dy < filter_height; dy++) {                                                     \
                int iy = y * stride + dy - padding_y;                                                        \
                if (iy < 0 || iy >= height) continue;                                                        \
                __global const float *row = in + ((size_t)m * height + iy) * width;                          \
                __global const float *w = weights + first_filter * filter_size + m * taps + dy * filter_width; \
                for (int dx = 0; dx < filter_width; dx++) {                                                  \
                    int ix = x * stride + dx - padding_x;                                                    \
                    float16 left = pixels(row, ix, stride, width);                                           \
                    float16 right = pixels(row, ix + LANES * stride, stride, width);                         \
                    UNROLL for (int f = 0; f < FILTERS; f++) {                                               \
                        float weight = w[f * filter_size + dx];                                              \
                        sums[f][0] += weight * left;                                                         \
                        sums[f][1] += weight * right;                                                        \
                    }                                                                                        \
                }                                                                                            \
            }                                                                                                \
        UNROLL for (int f = 0; f < FILTERS; f++) {                                                           \
            size_t row = ((size_t)(first_filter + f) * out_height + first_y + y * step) * out_width + first_x; \
            UNROLL for (int side = 0; side < 2; side++) {                                                    \
                float16 sum = relu ? fmax(sums[f][side], (float16)(0)) : sums[f][side];                      \
                int from = x + side * LANES;                                                                 \
                if (step == 1 && from + LANES <= columns) {                                                  \
                    vstore16(sum, 0, out + row + from);                                                      \
                } else {                                                                                     \
                    float v[LANES];                                                                          \
                    vstore16(sum, 0, v);                                                                     \
                    for (int p = 0; p < LANES && from + p < columns; p++) out[row + (from + p) * step] = v[p]; \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

PLANAR(planar_1, 1)
PLANAR(planar_2, 2)
PLANAR(planar_3, 3)
PLANAR(planar_4, 4)

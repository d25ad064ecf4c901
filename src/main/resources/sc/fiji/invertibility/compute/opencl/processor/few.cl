// Correlation of a blocked map to a few channels, as in the adjoint down to an image: the lanes of a vector are
// channels of the input, and are summed at the end. A work-item computes PIXELS pixels of up to four filters. Weights
// lie as [filter][channel block][dy][dx][lane].

#define RUN 4

#define FEW(NAME, FILTERS)                                                                                   \
    __kernel void NAME(                                                                                      \
            __global const float16 *in, int in_blocks, int height, int width,                                \
            __global const float16 *weights, __global const float *bias, int relu, __global float *out,      \
            int first_filter, TARGET_ARGUMENTS, FILTER_ARGUMENTS) {                                          \
        int runs = (columns + RUN - 1) / RUN;                                                                \
        int run = get_global_id(0);                                                                          \
        if (run >= runs * rows) return;                                                                      \
        int y = run / runs;                                                                                  \
        int x = run % runs * RUN;                                                                            \
        size_t taps = (size_t)filter_height * filter_width;                                                  \
        size_t filter_size = in_blocks * taps;                                                               \
        float16 sums[FILTERS][RUN];                                                                          \
        UNROLL for (int f = 0; f < FILTERS; f++)                                                             \
            UNROLL for (int p = 0; p < RUN; p++) sums[f][p] = (float16)(0);                                  \
        for (int block = 0; block < in_blocks; block++)                                                      \
            for (int dy = 0; dy < filter_height; dy++) {                                                     \
                int iy = y * stride + dy - padding_y;                                                        \
                if (iy < 0 || iy >= height) continue;                                                        \
                __global const float16 *row = in + ((size_t)block * height + iy) * width;                    \
                __global const float16 *w =                                                                  \
                        weights + first_filter * filter_size + block * taps + dy * filter_width;             \
                for (int dx = 0; dx < filter_width; dx++) {                                                  \
                    float16 v[RUN];                                                                          \
                    int ix = x * stride + dx - padding_x;                                                    \
                    if (ix >= 0 && ix + (RUN - 1) * stride < width) {                                        \
                        UNROLL for (int p = 0; p < RUN; p++) v[p] = row[ix + p * stride];                    \
                    } else {                                                                                 \
                        UNROLL for (int p = 0; p < RUN; p++) {                                               \
                            int px = ix + p * stride;                                                        \
                            v[p] = px >= 0 && px < width ? row[px] : (float16)(0);                           \
                        }                                                                                    \
                    }                                                                                        \
                    UNROLL for (int f = 0; f < FILTERS; f++) {                                               \
                        float16 weight = w[f * filter_size + dx];                                            \
                        UNROLL for (int p = 0; p < RUN; p++) sums[f][p] += weight * v[p];                    \
                    }                                                                                        \
                }                                                                                            \
            }                                                                                                \
        UNROLL for (int f = 0; f < FILTERS; f++) {                                                           \
            size_t row = ((size_t)(first_filter + f) * out_height + first_y + y * step) * out_width;         \
            UNROLL for (int p = 0; p < RUN; p++) {                                                           \
                float sum = lanes_f(sums[f][p]) + bias[first_filter + f];                                    \
                if (x + p < columns) out[row + first_x + (x + p) * step] = relu ? fmax(sum, 0.0f) : sum;     \
            }                                                                                                \
        }                                                                                                    \
    }

FEW(few_1, 1)
FEW(few_2, 2)
FEW(few_3, 3)
FEW(few_4, 4)

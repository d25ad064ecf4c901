// Direct correlation to blocked maps: a work-item holds PIXELS neighbouring pixels of 32 filters in
// registers. Weights lie as [32 filters][channel block][dy][dx][lane][filter].

#define DIRECT_ARGUMENTS                                                                                     \
    __global const float *in, int in_lanes, int in_blocks, int in_channels, int height, int width,           \
            __global const float16 *weights, __global const float16 *bias, int relu, __global float16 *out,  \
            int group_blocks, int group_packs, TARGET_ARGUMENTS, FILTER_ARGUMENTS

// The pixels and filters of this work-item, and its sums, which begin with the bias.
#define BEGIN                                                                                                \
    int runs = (columns + PIXELS - 1) / PIXELS;                                                              \
    int run = get_global_id(0);                                                                              \
    if (run >= runs * rows) return;                                                                          \
    int pack = get_global_id(1);                                                                             \
    int group = pack / group_packs;                                                                          \
    int y = run / runs;                                                                                      \
    int x = run % runs * PIXELS;                                                                             \
    __global const float16 *w = weights + (size_t)pack * 2 * in_channels * filter_height * filter_width;     \
    float16 low[PIXELS], high[PIXELS];                                                                       \
    float16 bias_low = bias[2 * pack], bias_high = bias[2 * pack + 1];                                       \
    EACH_PIXEL({                                                                                             \
        low[p] = bias_low;                                                                                   \
        high[p] = bias_high;                                                                                 \
    })

// If some of the pixels lie beyond the border: offsets of the nearest ones that do not, and factors that make those
// count as zero.
#define AT_BORDER(FIRST, LANES_OF_PIXEL)                                                                     \
    size_t offsets[PIXELS];                                                                                  \
    float inside[PIXELS];                                                                                    \
    EACH_PIXEL({                                                                                             \
        int px = (FIRST) + p * stride;                                                                       \
        inside[p] = px >= 0 && px < width ? 1 : 0;                                                           \
        offsets[p] = (size_t)clamp(px, 0, width - 1) * (LANES_OF_PIXEL);                                     \
    })

#define END                                                                                                  \
    size_t plane = (size_t)out_height * out_width;                                                           \
    int out_block = pack % group_packs * 2;                                                                  \
    int both = out_block + 1 < group_blocks;                                                                 \
    __global float16 *target = out + (group * group_blocks + out_block) * plane                              \
            + (size_t)(first_y + y * step) * out_width + first_x + x * step;                                 \
    EACH_PIXEL({                                                                                             \
        if (x + p < columns) {                                                                               \
            target[p * step] = relu ? fmax(low[p], (float16)(0)) : low[p];                                   \
            if (both) target[plane + p * step] = relu ? fmax(high[p], (float16)(0)) : high[p];               \
        }                                                                                                    \
    })

// From blocked maps: the innermost loop runs over the sixteen channels of a block.
__kernel void direct_blocked(DIRECT_ARGUMENTS) {
    BEGIN
    size_t pitch = (size_t)stride * in_lanes;
    for (int block = 0; block < in_blocks; block++) {
        int lanes = min(in_lanes, in_channels - block * in_lanes);
        for (int dy = 0; dy < filter_height; dy++) {
            int iy = y * stride + dy - padding_y;
            if (iy < 0 || iy >= height) {
                w += (size_t)filter_width * lanes * 2;
                continue;
            }
            __global const float *row = in + ((size_t)(group * in_blocks + block) * height + iy) * width * in_lanes;
            for (int dx = 0; dx < filter_width; dx++, w += 2 * lanes) {
                int ix = x * stride + dx - padding_x;
                if (ix >= 0 && ix + (PIXELS - 1) * stride < width) {
                    __global const float *pixel = row + (size_t)ix * in_lanes;
                    for (int lane = 0; lane < lanes; lane++) MULTIPLY(w + 2 * lane, pixel[lane + p * pitch])
                } else {
                    AT_BORDER(ix, in_lanes)
                    for (int lane = 0; lane < lanes; lane++)
                        MULTIPLY(w + 2 * lane, inside[p] * row[offsets[p] + lane])
                }
            }
        }
    }
    END
}

// From planar maps: the innermost loop runs over a row of the filter.
__kernel void direct_planar(DIRECT_ARGUMENTS) {
    BEGIN
    int left = x * stride - padding_x;
    int interior = left >= 0 && left + (PIXELS - 1) * stride + filter_width <= width;
    for (int m = 0; m < in_channels; m++)
        for (int dy = 0; dy < filter_height; dy++, w += 2 * filter_width) {
            int iy = y * stride + dy - padding_y;
            if (iy < 0 || iy >= height) continue;
            __global const float *row = in + ((size_t)(group * in_channels + m) * height + iy) * width;
            if (interior) {
                __global const float *pixel = row + left;
                for (int dx = 0; dx < filter_width; dx++) MULTIPLY(w + 2 * dx, pixel[dx + p * stride])
            } else {
                for (int dx = 0; dx < filter_width; dx++) {
                    AT_BORDER(left + dx, 1)
                    MULTIPLY(w + 2 * dx, inside[p] * row[offsets[p]])
                }
            }
        }
    END
}

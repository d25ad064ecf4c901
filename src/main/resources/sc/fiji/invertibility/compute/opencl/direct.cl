// Direct correlation to blocked maps: a work-item holds PIXELS neighbouring pixels of 32 filters in
// registers. Weights lie as [32 filters][channel block][dy][dx][lane][filter].

#define EACH_PIXEL(OPERATION) \
    UNROLL for (int p = 0; p < PIXELS; p++) OPERATION

__kernel void direct(
        __global const float *in,
        int in_lanes,
        int in_blocks,
        int in_channels,
        int height,
        int width,
        __global const float16 *weights,
        __global const float16 *bias,
        int relu,
        __global float16 *out,
        int group_blocks,
        int group_packs,
        TARGET_ARGUMENTS,
        FILTER_ARGUMENTS) {
    int runs = (columns + PIXELS - 1) / PIXELS;
    int run = get_global_id(0);
    if (run >= runs * rows) return;
    int pack = get_global_id(1);
    int y = run / runs;
    int x = run % runs * PIXELS;

    float16 low[PIXELS], high[PIXELS];
    float16 bias_low = bias[2 * pack], bias_high = bias[2 * pack + 1];
    EACH_PIXEL({ low[p] = bias_low; high[p] = bias_high; })

    int group = pack / group_packs;
    int first_block = group * in_blocks;
    __global const float16 *block_weights =
            weights + (size_t)pack * 2 * in_channels * filter_height * filter_width;
    for (int block = 0; block < in_blocks; block++) {
        int lanes = min(in_lanes, in_channels - block * in_lanes);
        for (int dy = 0; dy < filter_height; dy++) {
            int iy = y * stride + dy - padding_y;
            if (iy < 0 || iy >= height) continue;
            __global const float *row = in + ((size_t)(first_block + block) * height + iy) * width * in_lanes;
            for (int dx = 0; dx < filter_width; dx++) {
                int ix = x * stride + dx - padding_x;
                __global const float16 *w = block_weights + (size_t)(dy * filter_width + dx) * lanes * 2;
                if (ix >= 0 && ix + (PIXELS - 1) * stride < width) {
                    __global const float *pixel = row + (size_t)ix * in_lanes;
                    size_t pitch = (size_t)stride * in_lanes;
                    for (int lane = 0; lane < lanes; lane++) {
                        float16 w_low = w[2 * lane], w_high = w[2 * lane + 1];
                        EACH_PIXEL({
                            float v = pixel[lane + p * pitch];
                            low[p] += v * w_low;
                            high[p] += v * w_high;
                        })
                    }
                } else {
                    size_t offsets[PIXELS];
                    float inside[PIXELS];
    EACH_PIXEL({
                        int px = ix + p * stride;
                        inside[p] = px >= 0 && px < width ? 1 : 0;
                        offsets[p] = (size_t)clamp(px, 0, width - 1) * in_lanes;
                    })
                    for (int lane = 0; lane < lanes; lane++) {
                        float16 w_low = w[2 * lane], w_high = w[2 * lane + 1];
                        EACH_PIXEL({
                            float v = inside[p] * row[offsets[p] + lane];
                            low[p] += v * w_low;
                            high[p] += v * w_high;
                        })
                    }
                }
            }
        }
        block_weights += (size_t)lanes * 2 * filter_height * filter_width;
    }

    size_t plane = (size_t)out_height * out_width;
    int out_block = pack % group_packs * 2;
    int both = out_block + 1 < group_blocks;
    __global float16 *target = out + (group * group_blocks + out_block) * plane
            + (size_t)(first_y + y * step) * out_width + first_x + x * step;
    EACH_PIXEL({
        if (x + p < columns) {
            target[p * step] = relu ? fmax(low[p], (float16)(0)) : low[p];
            if (both) target[plane + p * step] = relu ? fmax(high[p], (float16)(0)) : high[p];
        }
    })
}

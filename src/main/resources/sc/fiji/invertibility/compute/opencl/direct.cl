// Direct correlation to blocked maps: a work-item holds PIXELS neighbouring pixels of 32 filters in
// registers. Weights lie as [32 filters][channel block][dy][dx][lane][filter].

#define ROW_OF_PIXELS(OPERATION) \
    for (int p = 0; p < PIXELS; p++) OPERATION

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
        int out_blocks,
        int out_height,
        int out_width,
        int packs_a_group,
        int filter_height,
        int filter_width,
        int stride,
        int padding_y,
        int padding_x) {
    int runs = (out_width + PIXELS - 1) / PIXELS;
    int run = get_global_id(0);
    if (run >= runs * out_height) return;
    int pack = get_global_id(1);
    int y = run / runs;
    int x = run % runs * PIXELS;

    float16 low[PIXELS], high[PIXELS];
    float16 bias_low = bias[2 * pack], bias_high = bias[2 * pack + 1];
#pragma unroll
    ROW_OF_PIXELS({ low[p] = bias_low; high[p] = bias_high; })

    int first_block = pack / packs_a_group * in_blocks;
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
                    size_t step = (size_t)stride * in_lanes;
                    for (int lane = 0; lane < lanes; lane++) {
                        float16 w_low = w[2 * lane], w_high = w[2 * lane + 1];
#pragma unroll
                        ROW_OF_PIXELS({
                            float v = pixel[lane + p * step];
                            low[p] += v * w_low;
                            high[p] += v * w_high;
                        })
                    }
                } else {
                    size_t offsets[PIXELS];
                    float inside[PIXELS];
#pragma unroll
                    ROW_OF_PIXELS({
                        int px = ix + p * stride;
                        inside[p] = px >= 0 && px < width ? 1 : 0;
                        offsets[p] = (size_t)clamp(px, 0, width - 1) * in_lanes;
                    })
                    for (int lane = 0; lane < lanes; lane++) {
                        float16 w_low = w[2 * lane], w_high = w[2 * lane + 1];
#pragma unroll
                        ROW_OF_PIXELS({
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
    __global float16 *target = out + 2 * pack * plane + (size_t)y * out_width + x;
#pragma unroll
    ROW_OF_PIXELS({
        if (x + p < out_width) {
            target[p] = relu ? fmax(low[p], (float16)(0)) : low[p];
            if (2 * pack + 1 < out_blocks) target[plane + p] = relu ? fmax(high[p], (float16)(0)) : high[p];
        }
    })
}

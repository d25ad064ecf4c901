// Correlation with a filter bank for any size, stride, padding, groups and layout: one value per work-item. The kernels
// for the common shapes are in files of their own.

#define INDEX(c, y, x, h, w, lanes) ((((size_t)((c) / (lanes)) * (h) + (y)) * (w) + (x)) * (lanes) + (c) % (lanes))

__kernel void correlate(
        __global const float *in, int in_lanes, int height, int width, __global const float *weights,
        __global const float *bias, int relu, __global float *out, int out_lanes, int filters,
        int group_filters, int group_channels, TARGET_ARGUMENTS, FILTER_ARGUMENTS) {
    int i = get_global_id(0);
    int y = get_global_id(1);
    int x = i / out_lanes;
    int k = get_global_id(2) * out_lanes + i % out_lanes;
    if (x >= columns) return;
    float sum = 0;
    if (k < filters) {
        int first = k / group_filters * group_channels;
        __global const float *w = weights + (size_t)k * group_channels * filter_height * filter_width;
        for (int m = 0; m < group_channels; m++)
            for (int dy = 0; dy < filter_height; dy++) {
                int iy = y * stride + dy - padding_y;
                for (int dx = 0; dx < filter_width; dx++, w++) {
                    int ix = x * stride + dx - padding_x;
                    if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                        sum += *w * in[INDEX(first + m, iy, ix, height, width, in_lanes)];
                }
            }
        sum += bias[k];
        if (relu) sum = fmax(sum, 0.0f);
    }
    out[INDEX(k, first_y + y * step, first_x + x * step, out_height, out_width, out_lanes)] = sum;
}

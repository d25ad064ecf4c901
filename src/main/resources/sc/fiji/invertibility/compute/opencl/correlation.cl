// Correlation with a filter bank, and its transpose, for any size, stride, padding, groups and layout:
// a value a work-item. The kernels for the common shapes are in files of their own.

#define INDEX(c, y, x, h, w, lanes) ((((size_t)((c) / (lanes)) * (h) + (y)) * (w) + (x)) * (lanes) + (c) % (lanes))

__kernel void correlate(
        __global const float *in,
        int in_lanes,
        int height,
        int width,
        __global const float *weights,
        __global const float *bias,
        int relu,
        __global float *out,
        int out_lanes,
        int filters,
        int out_height,
        int out_width,
        int group_filters,
        int group_channels,
        int filter_height,
        int filter_width,
        int stride,
        int padding_y,
        int padding_x) {
    int i = get_global_id(0);
    int y = get_global_id(1);
    int x = i / out_lanes;
    int k = get_global_id(2) * out_lanes + i % out_lanes;
    if (x >= out_width) return;
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
    out[INDEX(k, y, x, out_height, out_width, out_lanes)] = sum;
}

// The transpose gathers: the input's pixel y is seen by the outputs (y + padding − dy) / stride.
__kernel void correlate_transposed(
        __global const float *z,
        int z_lanes,
        int z_height,
        int z_width,
        __global const float *weights,
        __global float *out,
        int out_lanes,
        int channels,
        int height,
        int width,
        int group_filters,
        int group_channels,
        int filter_height,
        int filter_width,
        int stride,
        int padding_y,
        int padding_x) {
    int i = get_global_id(0);
    int y = get_global_id(1);
    int x = i / out_lanes;
    int c = get_global_id(2) * out_lanes + i % out_lanes;
    if (x >= width) return;
    float sum = 0;
    if (c < channels) {
        int group = c / group_channels;
        int m = c % group_channels;
        for (int dy = (y + padding_y) % stride; dy < filter_height; dy += stride) {
            int zy = (y + padding_y - dy) / stride;
            if (y + padding_y < dy || zy >= z_height) continue;
            for (int dx = (x + padding_x) % stride; dx < filter_width; dx += stride) {
                int zx = (x + padding_x - dx) / stride;
                if (x + padding_x < dx || zx >= z_width) continue;
                for (int f = 0; f < group_filters; f++) {
                    int k = group * group_filters + f;
                    float w = weights[(((size_t)k * group_channels + m) * filter_height + dy) * filter_width + dx];
                    sum += w * z[INDEX(k, zy, zx, z_height, z_width, z_lanes)];
                }
            }
        }
    }
    out[INDEX(c, y, x, height, width, out_lanes)] = sum;
}

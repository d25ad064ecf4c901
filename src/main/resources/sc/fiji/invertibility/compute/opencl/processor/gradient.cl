// The gradient with respect to a bank's filters. A work-item has some filters, some channels and a share of the rows of
// the activations; for each tap of the filters it sums over a few rows at a time, which stay in its caches from tap to
// tap. Sums lie as [share][filter block][channel block][tap][channel][filter], where blocks are those of the maps, and
// are added to those of other maps.

// Rows of the activations that all taps are summed over before the next ones.
#define ROWS 8

#define GRADIENT_ARGUMENTS                                                                                   \
    __global const float *in, int in_lanes, int height, int width, __global const float *gradient,           \
            int gradient_lanes, int rows, int columns, int group_filters, int group_channels,                \
            int filter_blocks, int channel_blocks, int share_rows, int first_map, __global float *sums,      \
            FILTER_ARGUMENTS

// The blocks of this work-item, counted in all groups for filters and within one group for channels.
#define BEGIN_GRADIENT                                                                                       \
    int filter_block = get_global_id(0);                                                                     \
    int channel_block = get_global_id(1);                                                                    \
    int share = get_global_id(2);                                                                            \
    int taps = filter_height * filter_width;                                                                 \
    int group = filter_block * gradient_lanes / group_filters;                                               \
    int channel = group * group_channels + channel_block * in_lanes;                                         \
    size_t words = (size_t)in_lanes * gradient_lanes;                                                        \
    sums += (((size_t)share * filter_blocks + filter_block) * channel_blocks + channel_block) * taps * words; \
    int last_row = min(rows, (share + 1) * share_rows);

// The pixels of a row of the activations for which a tap lies within the input.
#define EACH_TAP(BODY)                                                                                       \
    for (int first_row = share * share_rows; first_row < last_row; first_row += ROWS)                        \
        for (int tap = 0; tap < taps; tap++) {                                                               \
            int dy = tap / filter_width - padding_y, dx = tap % filter_width - padding_x;                    \
            int left = dx >= 0 ? 0 : (stride - 1 - dx) / stride;                                             \
            int right = width <= dx ? 0 : min(columns, (width - 1 - dx) / stride + 1);                       \
            int add = !first_map || first_row > share * share_rows;                                          \
            BODY                                                                                             \
        }

#define EACH_ROW(BODY)                                                                                       \
    for (int y = first_row; y < min(last_row, first_row + ROWS); y++) {                                      \
        int iy = y * stride + dy;                                                                            \
        if (iy < 0 || iy >= height) continue;                                                                \
        BODY                                                                                                 \
    }

#define EACH_LANE(OPERATION) EACH_OF(LANES, OPERATION)

// Sixteen filters by sixteen channels.
__kernel void gradient_blocked(GRADIENT_ARGUMENTS) {
    BEGIN_GRADIENT
    __global const float *plane = in + (size_t)(channel / LANES) * height * width * LANES;
    __global const float16 *slopes = (__global const float16 *)gradient + (size_t)filter_block * rows * columns;
    EACH_TAP({
        float16 sum[LANES];
        EACH_LANE({ sum[p] = (float16)(0); })
        EACH_ROW({
            __global const float *row = plane + ((size_t)iy * width + dx) * LANES;
            __global const float16 *slope = slopes + (size_t)y * columns;
            for (int x = left; x < right; x++) {
                float16 g = slope[x];
                __global const float *pixel = row + (size_t)x * stride * LANES;
                EACH_LANE({ sum[p] += pixel[p] * g; })
            }
        })
        __global float16 *target = (__global float16 *)sums + (size_t)tap * LANES;
        EACH_LANE({ target[p] = add ? target[p] + sum[p] : sum[p]; })
    })
}

// Sixteen filters, one channel of a planar map.
__kernel void gradient_of_plane(GRADIENT_ARGUMENTS) {
    BEGIN_GRADIENT
    __global const float *plane = in + (size_t)channel * height * width;
    __global const float16 *slopes = (__global const float16 *)gradient + (size_t)filter_block * rows * columns;
    EACH_TAP({
        float16 even = (float16)(0);
        float16 odd = (float16)(0);
        EACH_ROW({
            __global const float *row = plane + (size_t)iy * width + dx;
            __global const float16 *slope = slopes + (size_t)y * columns;
            int x = left;
            for (; x + 1 < right; x += 2) {
                even += row[x * stride] * slope[x];
                odd += row[(x + 1) * stride] * slope[x + 1];
            }
            if (x < right) even += row[x * stride] * slope[x];
        })
        __global float16 *target = (__global float16 *)sums + tap;
        *target = add ? *target + even + odd : even + odd;
    })
}

// One filter whose gradient is planar, sixteen channels.
__kernel void gradient_to_plane(GRADIENT_ARGUMENTS) {
    BEGIN_GRADIENT
    __global const float16 *plane = (__global const float16 *)in + (size_t)(channel / LANES) * height * width;
    __global const float *slopes = gradient + (size_t)filter_block * rows * columns;
    EACH_TAP({
        float16 even = (float16)(0);
        float16 odd = (float16)(0);
        EACH_ROW({
            __global const float16 *row = plane + (size_t)iy * width + dx;
            __global const float *slope = slopes + (size_t)y * columns;
            int x = left;
            for (; x + 1 < right; x += 2) {
                even += slope[x] * row[x * stride];
                odd += slope[x + 1] * row[(x + 1) * stride];
            }
            if (x < right) even += slope[x] * row[x * stride];
        })
        __global float16 *target = (__global float16 *)sums + tap;
        *target = add ? *target + even + odd : even + odd;
    })
}

// One filter and one channel, of maps of any layout; here, blocks are single channels whatever the maps' are.
__kernel void gradient_of_any(GRADIENT_ARGUMENTS) {
    int filter = get_global_id(0);
    int channel_of_group = get_global_id(1);
    int share = get_global_id(2);
    int taps = filter_height * filter_width;
    int channel = filter / group_filters * group_channels + channel_of_group;
    sums += (((size_t)share * filter_blocks + filter) * channel_blocks + channel_of_group) * taps;
    int last_row = min(rows, (share + 1) * share_rows);
    EACH_TAP({
        float sum = 0;
        EACH_ROW({
            float of_row = 0;
            for (int x = left; x < right; x++)
                of_row += in[INDEX(channel, iy, x * stride + dx, height, width, in_lanes)]
                        * gradient[INDEX(filter, y, x, rows, columns, gradient_lanes)];
            sum += of_row;
        })
        sums[tap] = add ? sums[tap] + sum : sum;
    })
}

// Adds all shares, and brings the sums to the order of a bank.
__kernel void gradient_total(
        __global const float *sums, long share_words, int shares, int filter_lanes, int channel_lanes,
        int channel_blocks, int channels, int taps, __global float *total) {
    int tap = get_global_id(0);
    int channel = get_global_id(1);
    int filter = get_global_id(2);
    if (tap >= taps) return;
    sums += ((((size_t)(filter / filter_lanes) * channel_blocks + channel / channel_lanes) * taps + tap) * channel_lanes
                    + channel % channel_lanes)
                    * filter_lanes
            + filter % filter_lanes;
    float sum = 0;
    for (int i = 0; i < shares; i++) sum += sums[i * share_words];
    total[((size_t)filter * channels + channel) * taps + tap] = sum;
}

// The biases of each group in front of zeros.
__kernel void pack_bias(__global const float *bias, int group_filters, int size, __global float *packed) {
    int i = get_global_id(0);
    int group = get_global_id(1);
    packed[group * size + i] = i < group_filters ? bias[group * group_filters + i] : 0;
}

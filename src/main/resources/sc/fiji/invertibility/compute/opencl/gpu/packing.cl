// Reorders the weights of a bank, or of its transpose, for the kernels that read them.
//
// Weight (group, filter, channel, row, column) lies at `first` and that many steps further; a transpose steps backwards
// through the rows and columns of the bank's filters. Filters are rounded up to `padded` with zeros.

#define RAW_ARGUMENTS                                                                                                  \
    PART(const float, raw), long first, long group_step, long filter_step, long channel_step, long row_step,           \
            long column_step, int filters, int channels, int filter_height, int filter_width, int padded

#define RAW(GROUP, FILTER, CHANNEL, ROW, COLUMN)                                                                       \
    raw[first + (GROUP) * group_step + (FILTER) * filter_step + (CHANNEL) * channel_step + (ROW) * row_step            \
            + (COLUMN) * column_step]

// [group][channel, row, column][filter]
__kernel void pack_taps(RAW_ARGUMENTS, PART(float, packed)) {
    AT(packed);
    AT(raw);
    const int filter = get_global_id(0), tap = get_global_id(1), group = get_global_id(2);
    if (filter >= padded) return;
    const int taps = filter_height * filter_width, channel = tap / taps;
    const int row = tap % taps / filter_width, column = tap % filter_width;
    packed[((size_t)group * channels * taps + tap) * padded + filter] =
            filter < filters ? RAW(group, filter, channel, row, column) : 0;
}

// Transformed for Winograd filtering: [36 positions][channel][filter].
__kernel void pack_winograd(RAW_ARGUMENTS, PART(float, packed)) {
    AT(packed);
    AT(raw);
    const int filter = get_global_id(0), channel = get_global_id(1);
    if (filter >= padded) return;
    float columns[6][3];
    UNROLL for (int x = 0; x < 3; x++) {
        float g[3];
        UNROLL for (int y = 0; y < 3; y++) g[y] = filter < filters ? RAW(0, filter, channel, y, x) : 0;
        TRANSFORM_FILTER(
                float, g[0], g[1], g[2], columns[0][x], columns[1][x], columns[2][x], columns[3][x], columns[4][x], columns[5][x])
    }
    packed += (size_t)channel * padded + filter;
    const size_t position = (size_t)channels * padded;
    UNROLL for (int i = 0; i < 6; i++) {
        float r[6];
        TRANSFORM_FILTER(float, columns[i][0], columns[i][1], columns[i][2], r[0], r[1], r[2], r[3], r[4], r[5])
        UNROLL for (int j = 0; j < 6; j++) packed[(i * 6 + j) * position] = r[j];
    }
}

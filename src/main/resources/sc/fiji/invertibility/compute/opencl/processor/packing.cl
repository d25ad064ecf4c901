// Copies weights from the order of a bank, or of its transpose, to the order in which a kernel reads them.
//
// Weight (filter, channel, y, x) of a group lies at `first` plus that many steps; a transpose steps backwards through
// the rows and columns of the bank's filters.

#define RAW_ARGUMENTS                                                                                        \
    __global const float *raw, long first, long group_step, long filter_step, long channel_step,             \
            long row_step, long column_step, int group_filters, int channels, int filter_height,             \
            int filter_width

#define RAW(group, filter, channel, y, x)                                                                    \
    raw[first + (group) * group_step + (filter) * filter_step + (channel) * channel_step + (y) * row_step    \
            + (x) * column_step]

// [filter][channel][y][x]
__kernel void pack_rows(RAW_ARGUMENTS, __global float *packed, int filters) {
    int channel = get_global_id(0);
    int filter = get_global_id(1);
    if (channel >= channels || filter >= filters) return;
    __global float *target = packed + ((size_t)filter * channels + channel) * filter_height * filter_width;
    for (int y = 0; y < filter_height; y++)
        for (int x = 0; x < filter_width; x++)
            *target++ = RAW(filter / group_filters, filter % group_filters, channel, y, x);
}

// Sixteen channels side by side, zeros after the last; in one group.
__kernel void pack_lanes(
        RAW_ARGUMENTS, __global float *packed, int filters, long packed_filter_step, long packed_block_step) {
    int filter = get_global_id(0);
    int block = get_global_id(1);
    if (filter >= filters) return;
    __global float *target = packed + filter * packed_filter_step + block * packed_block_step;
    int lanes = min(LANES, channels - block * LANES);
    for (int y = 0; y < filter_height; y++)
        for (int x = 0; x < filter_width; x++)
            for (int lane = 0; lane < LANES; lane++)
                *target++ = lane < lanes ? RAW(0, filter, block * LANES + lane, y, x) : 0;
}

// [32 filters][channel block][y][x][lane][filter], zeros after the last filter.
__kernel void pack_direct(RAW_ARGUMENTS, __global float *packed, int lanes, int packs) {
    int channel = get_global_id(0);
    int pack = get_global_id(1);
    if (channel >= channels) return;
    int taps = filter_height * filter_width;
    int block = channel / lanes * lanes;
    int block_lanes = min(lanes, channels - block);
    __global float *target = packed + (((size_t)pack * channels + block) * taps + channel - block) * 2 * LANES;
    int begin = pack % packs * 2 * LANES;
    int filters = min(2 * LANES, group_filters - begin);
    for (int y = 0; y < filter_height; y++)
        for (int x = 0; x < filter_width; x++, target += (size_t)block_lanes * 2 * LANES)
            for (int k = 0; k < 2 * LANES; k++)
                target[k] = k < filters ? RAW(pack / packs, begin + k, channel, y, x) : 0;
}

// Transformed for Winograd filtering, as [32 filters][36 positions][channel][filter]; sixteen filters per work-item.
__kernel void pack_winograd(RAW_ARGUMENTS, __global float16 *packed) {
    int channel = get_global_id(0);
    int lower = get_global_id(1);
    if (channel >= channels) return;
    float16 g[3][3];
    for (int y = 0; y < 3; y++)
        for (int x = 0; x < 3; x++) {
            float lanes[LANES];
            for (int k = 0; k < LANES; k++)
                lanes[k] = lower * LANES + k < group_filters ? RAW(0, lower * LANES + k, channel, y, x) : 0;
            g[y][x] = vload16(0, lanes);
        }
    float16 rows[6][3];
    UNROLL for (int x = 0; x < 3; x++)
        TRANSFORM_FILTER(
                float16, g[0][x], g[1][x], g[2][x],
                rows[0][x], rows[1][x], rows[2][x], rows[3][x], rows[4][x], rows[5][x])
    long place = channels * 2;
    __global float16 *target = packed + ((size_t)(lower / 2) * 36 * channels + channel) * 2 + lower % 2;
    UNROLL for (int i = 0; i < 6; i++)
        TRANSFORM_FILTER(
                float16, rows[i][0], rows[i][1], rows[i][2],
                target[(6 * i) * place], target[(6 * i + 1) * place], target[(6 * i + 2) * place],
                target[(6 * i + 3) * place], target[(6 * i + 4) * place], target[(6 * i + 5) * place])
}

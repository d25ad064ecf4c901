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

// G g of a column or row of a 3×3 filter g, for Winograd filtering F(4×4, 3×3).
#define TRANSFORM_3(R, G) TRANSFORM_FILTER(float, G[0], G[1], G[2], R[0], R[1], R[2], R[3], R[4], R[5])

// The same of a 5×5 filter, for F(2×2, 5×5), which evaluates filters at the same points.
#define TRANSFORM_5(R, G)                                                                                              \
    {                                                                                                                  \
        float even = G[0] + G[2] + G[4], odd = G[1] + G[3];                                                            \
        float far_even = G[0] + 4 * G[2] + 16 * G[4], far_odd = 2 * G[1] + 8 * G[3];                                   \
        R[0] = G[0] / 4;                                                                                               \
        R[1] = (even + odd) / -6;                                                                                      \
        R[2] = (even - odd) / -6;                                                                                      \
        R[3] = (far_even + far_odd) / 24;                                                                              \
        R[4] = (far_even - far_odd) / 24;                                                                              \
        R[5] = G[4];                                                                                                   \
    }

// Transformed for Winograd filtering: [36 positions][group][channel][filter].
#define PACK_WINOGRAD(NAME, SIDE, TRANSFORM)                                                                           \
    __kernel void NAME(RAW_ARGUMENTS, PART(float, packed)) {                                                           \
        AT(packed);                                                                                                    \
        AT(raw);                                                                                                       \
        const int filter = get_global_id(0), channel = get_global_id(1), group = get_global_id(2);                     \
        if (filter >= padded) return;                                                                                  \
        float columns[6][SIDE];                                                                                        \
        UNROLL for (int x = 0; x < SIDE; x++) {                                                                        \
            float g[SIDE], r[6];                                                                                       \
            UNROLL for (int y = 0; y < SIDE; y++) g[y] = filter < filters ? RAW(group, filter, channel, y, x) : 0;     \
            TRANSFORM(r, g)                                                                                            \
            UNROLL for (int i = 0; i < 6; i++) columns[i][x] = r[i];                                                   \
        }                                                                                                              \
        packed += ((size_t)group * channels + channel) * padded + filter;                                              \
        const size_t position = (size_t)get_global_size(2) * channels * padded;                                        \
        UNROLL for (int i = 0; i < 6; i++) {                                                                           \
            float r[6];                                                                                                \
            TRANSFORM(r, columns[i])                                                                                   \
            UNROLL for (int j = 0; j < 6; j++) packed[(i * 6 + j) * position] = r[j];                                  \
        }                                                                                                              \
    }

PACK_WINOGRAD(pack_winograd_3, 3, TRANSFORM_3)
PACK_WINOGRAD(pack_winograd_5, 5, TRANSFORM_5)

// The gradient with respect to 3×3 filters by Winograd's method: that of F(4×4, 3×3) in winograd.cl. If a tile's outputs
// are Aᵀ[(G w Gᵀ) ⊙ (Bᵀ d B)]A, the gradient with respect to w is Gᵀ[Σ (A g Aᵀ) ⊙ (Bᵀ d B)]G, g being a tile of 4×4
// gradients with respect to the outputs: 36 products instead of 144, and one transformation back for all tiles.
//
// Sums lie as [share of tiles][filter block][channel block][36 positions][channel][filter].

// One column or row of A g.
#define TRANSFORM_SLOPES(G0, G1, G2, G3, R0, R1, R2, R3, R4, R5)                                             \
    {                                                                                                        \
        float16 g0 = G0, g1 = G1, g2 = G2, g3 = G3;                                                          \
        float16 even = g0 + g2, odd = g1 + g3;                                                               \
        float16 far_even = g0 + 4 * g2, far_odd = 2 * g1 + 8 * g3;                                           \
        R0 = g0;                                                                                             \
        R1 = even + odd;                                                                                     \
        R2 = even - odd;                                                                                     \
        R3 = far_even + far_odd;                                                                             \
        R4 = far_even - far_odd;                                                                             \
        R5 = g3;                                                                                             \
    }

// One column or row of Gᵀ m.
#define TRANSFORM_SUMS(M0, M1, M2, M3, M4, M5, R0, R1, R2)                                                   \
    {                                                                                                        \
        float16 m0 = M0, m1 = M1, m2 = M2, m3 = M3, m4 = M4, m5 = M5;                                        \
        float16 near = (m1 + m2) / 6, far = m3 + m4;                                                         \
        R0 = m0 / 4 - near + far / 24;                                                                       \
        R1 = (m2 - m1) / 6 + (m3 - m4) / 12;                                                                 \
        R2 = far / 6 - near + m5;                                                                            \
    }

// A tile of 4×4 gradients with respect to the outputs, zero beyond the map.
INLINE void transform_slopes_tile(
        __global const float16 *g, int height, int width, int y, int x, __global float16 *target, long plane) {
    float16 d[6][4];
    UNROLL for (int j = 0; j < 4; j++) {
        float16 s[4];
        UNROLL for (int i = 0; i < 4; i++)
            s[i] = y + i < height && x + j < width ? g[(size_t)(y + i) * width + x + j] : (float16)(0);
        TRANSFORM_SLOPES(s[0], s[1], s[2], s[3], d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])
    }
    UNROLL for (int i = 0; i < 6; i++)
        TRANSFORM_SLOPES(
                d[i][0], d[i][1], d[i][2], d[i][3],
                target[(6 * i) * plane], target[(6 * i + 1) * plane], target[(6 * i + 2) * plane],
                target[(6 * i + 3) * plane], target[(6 * i + 4) * plane], target[(6 * i + 5) * plane])
}

// Sixteen filters by sixteen channels at one position, over the tiles of a strip.
INLINE void add_products(
        __global const float *pixels, __global const float16 *slopes, int tiles, int add, __global float16 *target) {
    float16 sum[LANES];
    EACH_OF(LANES, { sum[p] = (float16)(0); })
    for (int t = 0; t < tiles; t++, pixels += LANES) {
        float16 g = slopes[t];
        EACH_OF(LANES, { sum[p] += pixels[p] * g; })
    }
    EACH_OF(LANES, { target[p] = add ? target[p] + sum[p] : sum[p]; })
}

// A work-item has a part of the filter blocks, and a share of the tiles; it transforms and multiplies one strip of tiles
// after the other in scratch memory of its own that stays in the cache.
__kernel void gradient_winograd(
        __global const float16 *in, int in_lanes, int height, int width, __global const float16 *gradient,
        int gradient_lanes, int rows, int columns, int channel_blocks, int filter_blocks, int part, int tiles,
        int tile_columns, int share_tiles, int strip, int first_map, __global float16 *sums,
        __global float16 *scratch, int padding_y, int padding_x) {
    int first_filter = get_global_id(0) * part, share = get_global_id(1);
    int filters = min(part, filter_blocks - first_filter);
    long in_plane = (long)channel_blocks * strip | 1, slope_plane = (long)part * strip | 1;
    scratch += (share * get_global_size(0) + get_global_id(0)) * PLACES * (in_plane + slope_plane);
    __global float16 *slopes = scratch + PLACES * in_plane;
    sums += ((size_t)share * filter_blocks + first_filter) * channel_blocks * PLACES * LANES;
    int begin = share * share_tiles, end = min(tiles, begin + share_tiles);
    for (int first = begin; first < end; first += strip) {
        int count = min(strip, end - first);
        for (int t = 0; t < count; t++) {
            int y = (first + t) / tile_columns * 4, x = (first + t) % tile_columns * 4;
            for (int block = 0; block < channel_blocks; block++)
                transform_input_tile(
                        in + (size_t)block * height * width, height, width, y - padding_y, x - padding_x,
                        scratch + block * strip + t, in_plane);
            for (int block = 0; block < filters; block++)
                transform_slopes_tile(
                        gradient + (size_t)(first_filter + block) * rows * columns, rows, columns, y, x,
                        slopes + block * strip + t, slope_plane);
        }
        int add = !first_map || first > begin;
        for (int place = 0; place < PLACES; place++)
            for (int f = 0; f < filters; f++)
                for (int c = 0; c < channel_blocks; c++)
                    add_products(
                            (__global const float *)(scratch + place * in_plane + c * strip),
                            slopes + place * slope_plane + f * strip, count, add,
                            sums + (((size_t)f * channel_blocks + c) * PLACES + place) * LANES);
    }
}

// Adds all shares, transforms the sums back, and brings them to the order of a bank.
__kernel void gradient_winograd_total(
        __global const float16 *sums, int shares, int filter_blocks, int channel_blocks, int channels, int filters,
        __global float *total) {
    int channel = get_global_id(0), block = get_global_id(1);
    sums += ((size_t)block * channel_blocks + channel / LANES) * PLACES * LANES + channel % LANES;
    size_t share_vectors = (size_t)filter_blocks * channel_blocks * PLACES * LANES;
    float16 m[PLACES];
    for (int place = 0; place < PLACES; place++) {
        m[place] = sums[place * LANES];
        for (int i = 1; i < shares; i++) m[place] += sums[i * share_vectors + place * LANES];
    }
    float16 columns[3][6];
    UNROLL for (int j = 0; j < 6; j++)
        TRANSFORM_SUMS(
                m[j], m[6 + j], m[12 + j], m[18 + j], m[24 + j], m[30 + j], columns[0][j], columns[1][j], columns[2][j])
    float taps[9][LANES];
    UNROLL for (int i = 0; i < 3; i++) {
        float16 r[3];
        TRANSFORM_SUMS(
                columns[i][0], columns[i][1], columns[i][2], columns[i][3], columns[i][4], columns[i][5], r[0], r[1], r[2])
        UNROLL for (int j = 0; j < 3; j++) vstore16(r[j], 0, taps[3 * i + j]);
    }
    for (int lane = 0; lane < min(LANES, filters - block * LANES); lane++)
        for (int tap = 0; tap < 9; tap++)
            total[((size_t)(block * LANES + lane) * channels + channel) * 9 + tap] = taps[tap][lane];
}

// Winograd's minimal filtering F(4×4, 3×3) (Lavin & Gray 2016): 4×4 outputs from 36 instead of 144
// products. Inputs are transformed tile by tile, multiplied with the transformed filters place by place,
// and transformed back. Strips of tiles keep the scratch memory in the cache.
//
// Transformed maps lie as [36 places][block][tile of the strip][lane]; `plane` vectors lie between two
// places, an odd number, so that the 36 stores of a tile do not all fall into one cache set. Filters lie
// as [36 places][32 filters][channel][filter].

#define PLACES 36

// One column or row of Bᵀ d.
#define TRANSFORM_INPUT(D0, D1, D2, D3, D4, D5, R0, R1, R2, R3, R4, R5)                                      \
    {                                                                                                        \
        float16 d0 = D0, d1 = D1, d2 = D2, d3 = D3, d4 = D4, d5 = D5;                                        \
        float16 even = d4 - 4 * d2, odd = d3 - 4 * d1;                                                       \
        float16 outer = d4 - d2, inner = 2 * (d3 - d1);                                                      \
        R0 = 4 * d0 - 5 * d2 + d4;                                                                           \
        R1 = even + odd;                                                                                     \
        R2 = even - odd;                                                                                     \
        R3 = outer + inner;                                                                                  \
        R4 = outer - inner;                                                                                  \
        R5 = 4 * d1 - 5 * d3 + d5;                                                                           \
    }

__kernel void transform_input(
        __global const float16 *in,
        int height,
        int width,
        __global float16 *transformed,
        int first_tile,
        int tiles,
        int tile_columns,
        long plane,
        int padding_y,
        int padding_x) {
    int tile = get_global_id(0);
    int block = get_global_id(1);
    if (tile >= tiles) return;
    int y = (first_tile + tile) / tile_columns * 4 - padding_y;
    int x = (first_tile + tile) % tile_columns * 4 - padding_x;
    float16 d[6][6];
    UNROLL for (int i = 0; i < 6; i++) {
        __global const float16 *row = in + ((size_t)block * height + clamp(y + i, 0, height - 1)) * width;
        int row_inside = y + i >= 0 && y + i < height;
        UNROLL for (int j = 0; j < 6; j++)
            d[i][j] = row_inside && x + j >= 0 && x + j < width ? row[x + j] : (float16)(0);
    }
    UNROLL for (int j = 0; j < 6; j++)
        TRANSFORM_INPUT(
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j],
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])
    __global float16 *target = transformed + (size_t)block * tiles + tile;
    UNROLL for (int i = 0; i < 6; i++)
        TRANSFORM_INPUT(
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5],
                target[(6 * i) * plane], target[(6 * i + 1) * plane], target[(6 * i + 2) * plane],
                target[(6 * i + 3) * plane], target[(6 * i + 4) * plane], target[(6 * i + 5) * plane])
}

__kernel void multiply(
        __global const float16 *transformed,
        long in_plane,
        int channels,
        __global const float16 *weights,
        __global float16 *products,
        long out_plane,
        int out_blocks,
        int tiles) {
    int x = get_global_id(0) * PIXELS;
    int pack = get_global_id(1);
    int place = get_global_id(2);
    if (x >= tiles) return;
    __global const float16 *w = weights + ((size_t)place * get_global_size(1) + pack) * channels * 2;
    __global const float *in = (__global const float *)(transformed + place * in_plane);
    float16 low[PIXELS], high[PIXELS];
    size_t offsets[PIXELS];
    EACH_PIXEL({
        low[p] = (float16)(0);
        high[p] = (float16)(0);
        offsets[p] = (size_t)min(x + p, tiles - 1) * LANES;
    })
    if (x + PIXELS <= tiles) {
        for (int channel = 0; channel < channels; channel += LANES) {
            __global const float *tile = in + (size_t)channel * tiles + (size_t)x * LANES;
            int lanes = min(LANES, channels - channel);
            for (int lane = 0; lane < lanes; lane++, w += 2) MULTIPLY(w, tile[lane + p * LANES])
        }
    } else {
        for (int channel = 0; channel < channels; channel += LANES) {
            __global const float *block = in + (size_t)channel * tiles;
            int lanes = min(LANES, channels - channel);
            for (int lane = 0; lane < lanes; lane++, w += 2) MULTIPLY(w, block[offsets[p] + lane])
        }
    }
    __global float16 *target = products + place * out_plane + (size_t)2 * pack * tiles + x;
    int both = 2 * pack + 1 < out_blocks;
    EACH_PIXEL({
        if (x + p < tiles) {
            target[p] = low[p];
            if (both) target[tiles + p] = high[p];
        }
    })
}

// One column or row of Aᵀ m.
#define TRANSFORM_OUTPUT(M0, M1, M2, M3, M4, M5, R0, R1, R2, R3)                                             \
    {                                                                                                        \
        float16 m0 = M0, m1 = M1, m2 = M2, m3 = M3, m4 = M4, m5 = M5;                                        \
        float16 sum = m1 + m2, difference = m1 - m2;                                                         \
        float16 outer_sum = m3 + m4, outer_difference = m3 - m4;                                             \
        R0 = m0 + sum + outer_sum;                                                                           \
        R1 = difference + 2 * outer_difference;                                                              \
        R2 = sum + 4 * outer_sum;                                                                            \
        R3 = difference + 8 * outer_difference + m5;                                                         \
    }

__kernel void transform_output(
        __global const float16 *products,
        __global const float16 *bias,
        int relu,
        __global float16 *out,
        int height,
        int width,
        int first_tile,
        int tiles,
        int tile_columns,
        long plane) {
    int tile = get_global_id(0);
    int block = get_global_id(1);
    if (tile >= tiles) return;
    int y = (first_tile + tile) / tile_columns * 4;
    int x = (first_tile + tile) % tile_columns * 4;
    __global const float16 *m = products + (size_t)block * tiles + tile;
    float16 columns[4][6];
    UNROLL for (int j = 0; j < 6; j++)
        TRANSFORM_OUTPUT(
                m[j * plane], m[(6 + j) * plane], m[(12 + j) * plane],
                m[(18 + j) * plane], m[(24 + j) * plane], m[(30 + j) * plane],
                columns[0][j], columns[1][j], columns[2][j], columns[3][j])
    UNROLL for (int i = 0; i < 4; i++) {
        float16 r[4];
        TRANSFORM_OUTPUT(
                columns[i][0], columns[i][1], columns[i][2], columns[i][3], columns[i][4], columns[i][5],
                r[0], r[1], r[2], r[3])
        UNROLL for (int j = 0; j < 4; j++)
            if (y + i < height && x + j < width) {
                float16 v = r[j] + bias[block];
                out[((size_t)block * height + y + i) * width + x + j] = relu ? fmax(v, (float16)(0)) : v;
            }
    }
}

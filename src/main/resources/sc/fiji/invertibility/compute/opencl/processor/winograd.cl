// Winograd's minimal filtering F(4×4, 3×3) (Lavin & Gray 2016): 4×4 outputs from 36 instead of 144 products. Inputs are
// transformed tile by tile, multiplied with the transformed filters position by position, and transformed back. This
// file has what a tile needs; winograd_cores.cl has the kernels.
//
// `plane` vectors lie between two positions of transformed maps, an odd number, so that the 36 stores of a tile do not
// all fall into one cache set. Filters lie as [32 filters][36 positions][channel][filter].

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

// A tile of 6×6 inputs, whose 36 transformed positions lie `plane` vectors apart.
INLINE void transform_input_tile(
        __global const float16 *in, int height, int width, int y, int x, __global float16 *target, long plane) {
    float16 d[6][6];
    UNROLL for (int i = 0; i < 6; i++) {
        __global const float16 *row = in + (size_t)clamp(y + i, 0, height - 1) * width;
        int row_inside = y + i >= 0 && y + i < height;
        UNROLL for (int j = 0; j < 6; j++)
            d[i][j] = row_inside && x + j >= 0 && x + j < width ? row[x + j] : (float16)(0);
    }
    UNROLL for (int j = 0; j < 6; j++)
        TRANSFORM_INPUT(
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j],
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])
    UNROLL for (int i = 0; i < 6; i++)
        TRANSFORM_INPUT(
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5],
                target[(6 * i) * plane], target[(6 * i + 1) * plane], target[(6 * i + 2) * plane],
                target[(6 * i + 3) * plane], target[(6 * i + 4) * plane], target[(6 * i + 5) * plane])
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

// Where outputs go: all of a map of that size or, with a selection from 0 on, the winners of its 2×2 windows.
#define OUTPUT_ARGUMENTS                                                                                     \
    __global const float16 *bias, int relu, __global float16 *out, __global int16 *places, int selection,    \
            int out_height, int out_width

#define OUTPUT_OF(BLOCK) bias[BLOCK], relu, out, places, selection, BLOCK, out_height, out_width

// A tile of 4×4 outputs.
INLINE void transform_output_tile(
        __global const float16 *m, long plane, float16 bias, int relu, __global float16 *out,
        __global int16 *places, int selection, int block, int height, int width, int y, int x) {
    float16 columns[4][6];
    UNROLL for (int j = 0; j < 6; j++)
        TRANSFORM_OUTPUT(
                m[j * plane], m[(6 + j) * plane], m[(12 + j) * plane],
                m[(18 + j) * plane], m[(24 + j) * plane], m[(30 + j) * plane],
                columns[0][j], columns[1][j], columns[2][j], columns[3][j])
    float16 r[4][4];
    UNROLL for (int i = 0; i < 4; i++) {
        TRANSFORM_OUTPUT(
                columns[i][0], columns[i][1], columns[i][2], columns[i][3], columns[i][4], columns[i][5],
                r[i][0], r[i][1], r[i][2], r[i][3])
        UNROLL for (int j = 0; j < 4; j++) {
            r[i][j] += bias;
            if (relu) r[i][j] = fmax(r[i][j], (float16)(0));
        }
    }
    if (selection < 0) {
        __global float16 *target = out + ((size_t)block * height + y) * width + x;
        UNROLL for (int i = 0; i < 4; i++)
            UNROLL for (int j = 0; j < 4; j++)
                if (y + i < height && x + j < width) target[(size_t)i * width + j] = r[i][j];
    } else {
        size_t unit = ((size_t)block * (height / 2) + y / 2) * (width / 2) + x / 2;
        UNROLL for (int i = 0; i < 4; i += 2)
            UNROLL for (int j = 0; j < 4; j += 2)
                if (y + i < height && x + j < width) {
                    float16 value = selection == LARGEST ? r[i][j] : (float16)(0);
                    float16 key = value;
                    int16 place = 0;
                    CHALLENGE(float16, int16, r[i][j], 0)
                    CHALLENGE(float16, int16, r[i][j + 1], 1)
                    CHALLENGE(float16, int16, r[i + 1][j], 2)
                    CHALLENGE(float16, int16, r[i + 1][j + 1], 3)
                    out[unit + i / 2 * (width / 2) + j / 2] = value;
                    places[unit + i / 2 * (width / 2) + j / 2] = place;
                }
    }
}

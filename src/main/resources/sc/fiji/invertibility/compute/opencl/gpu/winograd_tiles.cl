// Winograd's minimal filtering F(4×4, 3×3): tiles of 4×4 outputs, from 6×6 inputs, are filtered by 36 matrix products.
// Tiles are numbered through all images of a batch; transformed inputs lie as [position][channel][tile], weights as
// [position][channel][filter], products as [position][filter][tile].

#define TILE 4
#define PATCH 6

// One column or row of Bᵀ d.
#define TRANSFORM_INPUT(D0, D1, D2, D3, D4, D5, R0, R1, R2, R3, R4, R5)                                                \
    {                                                                                                                  \
        float d0 = D0, d1 = D1, d2 = D2, d3 = D3, d4 = D4, d5 = D5;                                                    \
        float even = d4 - 4 * d2, odd = d3 - 4 * d1, far = d4 - d2, twice = 2 * (d3 - d1);                             \
        R0 = 4 * d0 - 5 * d2 + d4;                                                                                     \
        R1 = even + odd;                                                                                               \
        R2 = even - odd;                                                                                               \
        R3 = far + twice;                                                                                              \
        R4 = far - twice;                                                                                              \
        R5 = 4 * d1 - 5 * d3 + d5;                                                                                     \
    }

// One column or row of Aᵀ m.
#define TRANSFORM_OUTPUT(M0, M1, M2, M3, M4, M5, R0, R1, R2, R3)                                                       \
    {                                                                                                                  \
        float m0 = M0, m1 = M1, m2 = M2, m3 = M3, m4 = M4, m5 = M5;                                                    \
        float sum = m1 + m2, difference = m1 - m2, far_sum = m3 + m4, far_difference = m3 - m4;                        \
        R0 = m0 + sum + far_sum;                                                                                       \
        R1 = difference + 2 * far_difference;                                                                          \
        R2 = sum + 4 * far_sum;                                                                                        \
        R3 = difference + 8 * far_difference + m5;                                                                     \
    }

// Bᵀ d B of a patch d, stored at TO in the order in which the product reads it: positions are POSITION values apart.
#define STORE_TRANSFORMED(TO, POSITION)                                                                                \
    UNROLL for (int j = 0; j < PATCH; j++)                                                                             \
        TRANSFORM_INPUT(                                                                                               \
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j],                                                  \
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])                                                  \
    __global float *to = TO;                                                                                           \
    UNROLL for (int i = 0; i < PATCH; i++) {                                                                           \
        TRANSFORM_INPUT(                                                                                               \
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5],                                                  \
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5])                                                  \
        UNROLL for (int j = 0; j < PATCH; j++) to[(i * PATCH + j) * (POSITION)] = d[i][j];                             \
    }

// r = Aᵀ m A with bias and rectification, of products m that are POSITION values apart.
#define READ_OUTPUTS(FROM, POSITION, ADD)                                                                              \
    __global const float *from = FROM;                                                                                 \
    float halves[TILE][PATCH], r[TILE][TILE];                                                                          \
    UNROLL for (int j = 0; j < PATCH; j++)                                                                             \
        TRANSFORM_OUTPUT(                                                                                              \
                from[j * (POSITION)], from[(6 + j) * (POSITION)], from[(12 + j) * (POSITION)],                         \
                from[(18 + j) * (POSITION)], from[(24 + j) * (POSITION)], from[(30 + j) * (POSITION)],                 \
                halves[0][j], halves[1][j], halves[2][j], halves[3][j])                                                \
    const float add = ADD;                                                                                             \
    UNROLL for (int i = 0; i < TILE; i++) {                                                                            \
        TRANSFORM_OUTPUT(                                                                                              \
                halves[i][0], halves[i][1], halves[i][2], halves[i][3], halves[i][4], halves[i][5],                    \
                r[i][0], r[i][1], r[i][2], r[i][3])                                                                    \
        UNROLL for (int j = 0; j < TILE; j++) r[i][j] = rectified ? fmax(r[i][j] + add, 0.0f) : r[i][j] + add;         \
    }

// One of the four values of a pooling window, and its position, compared as in the pooling kernels.
#define CHALLENGE(VALUE, POSITION)                                                                                     \
    {                                                                                                                  \
        float v = VALUE, v_key = selection == LARGEST_MAGNITUDE ? fabs(v) : v;                                         \
        if (v_key > key) {                                                                                             \
            key = v_key;                                                                                               \
            value = v;                                                                                                 \
            position_of_largest = POSITION;                                                                            \
        }                                                                                                              \
    }

// The winner of the 2×2 window of r that begins at (I, J): its value, and its position in the window.
#define POOL_WINDOW(I, J)                                                                                              \
    float value = selection == LARGEST ? r[I][J] : 0, key = value;                                                     \
    int position_of_largest = 0;                                                                                       \
    CHALLENGE(r[I][J], 0)                                                                                              \
    CHALLENGE(r[I][J + 1], 1)                                                                                          \
    CHALLENGE(r[I + 1][J], 2)                                                                                          \
    CHALLENGE(r[I + 1][J + 1], 3)

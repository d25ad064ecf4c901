// Winograd's minimal filtering F(TILE×TILE, r×r), with TILE + r − 1 = 6: tiles of 4×4 outputs of 3×3 filters, or of 2×2
// outputs of 5×5 filters, from 6×6 inputs, are filtered by 36 matrix products. Tiles are numbered through all images of
// a batch; transformed inputs lie as [position][channel][tile], weights as [position][channel][filter], products as
// [position][filter][tile].
//
// The transforms evaluate polynomials at 0, 1, −1, 2, −2 and ∞. A tile at the lower border of which at most two of four
// rows of outputs are needed is filtered by F(2, 3) along the columns, for which 0, 1, −1 and ∞ are enough, with the same
// weights; likewise a tile of two columns. At positions of ±2, products have no columns for such tiles: the others are
// numbered without gaps.

#define PATCH 6

// One column or row of Bᵀ d.
#define TRANSFORM_INPUT(SHORT, D0, D1, D2, D3, D4, D5, R0, R1, R2, R3, R4, R5)                                         \
    {                                                                                                                  \
        float d0 = D0, d1 = D1, d2 = D2, d3 = D3, d4 = D4, d5 = D5;                                                    \
        float even = d4 - 4 * d2, odd = d3 - 4 * d1, far = d4 - d2, twice = 2 * (d3 - d1);                             \
        R0 = SHORT ? 4 * (d0 - d2) : 4 * d0 - 5 * d2 + d4;                                                             \
        R1 = SHORT ? -3 * (d1 + d2) : even + odd;                                                                      \
        R2 = SHORT ? 3 * (d1 - d2) : even - odd;                                                                       \
        R3 = far + twice;                                                                                              \
        R4 = far - twice;                                                                                              \
        R5 = SHORT ? d3 - d1 : 4 * d1 - 5 * d3 + d5;                                                                   \
    }

// One column or row of Aᵀ m, from R(0) on.
#if TILE == 4
#define TRANSFORM_OUTPUT(SHORT, M0, M1, M2, M3, M4, M5, R)                                                             \
    {                                                                                                                  \
        float m0 = M0, m1 = M1, m2 = M2, m3 = M3, m4 = M4, m5 = M5;                                                    \
        float sum = m1 + m2, difference = m1 - m2, far_sum = m3 + m4, far_difference = m3 - m4;                        \
        R(0) = m0 + sum + far_sum;                                                                                     \
        R(1) = difference + (SHORT ? m5 : 2 * far_difference);                                                         \
        R(2) = sum + 4 * far_sum;                                                                                      \
        R(3) = difference + 8 * far_difference + m5;                                                                   \
    }
#else
#define TRANSFORM_OUTPUT(SHORT, M0, M1, M2, M3, M4, M5, R)                                                             \
    {                                                                                                                  \
        float m0 = M0, m1 = M1, m2 = M2, m3 = M3, m4 = M4, m5 = M5;                                                    \
        R(0) = m0 + (m1 + m2) + (m3 + m4);                                                                             \
        R(1) = (m1 - m2) + 2 * (m3 - m4) + m5;                                                                         \
    }
#endif

// Whether a row or column of positions is that of 2 or −2.
#define FAR(I) ((I) == 3 || (I) == 4)

// Whether a tile of two rows or columns is left out at a position.
#define LEFT_OUT(I, J) (FAR(I) && short_y || FAR(J) && short_x)

// The number of a tile among those that products have at a position.
#if TILE == 4
#define TILE_AT(I, J) (FAR(I) ? FAR(J) ? at_far : at_far_rows : FAR(J) ? at_far_columns : at_near)
#else
#define TILE_AT(I, J) at_near
#endif

// The four numbers of a tile.
#define NUMBER_TILE(IMAGE, ROW, COLUMN, ROWS, COLUMNS, FULL_ROWS, FULL_COLUMNS)                                        \
    const int short_y = TILE == 4 && (ROW) >= FULL_ROWS, short_x = TILE == 4 && (COLUMN) >= FULL_COLUMNS;              \
    int at_near = ((IMAGE)*ROWS + (ROW)) * COLUMNS + (COLUMN);                                                         \
    int at_far_rows = ((IMAGE)*FULL_ROWS + (ROW)) * COLUMNS + (COLUMN);                                                \
    int at_far_columns = ((IMAGE)*ROWS + (ROW)) * FULL_COLUMNS + (COLUMN);                                             \
    int at_far = ((IMAGE)*FULL_ROWS + (ROW)) * FULL_COLUMNS + (COLUMN);

// Bᵀ d B of a patch d, stored at TO in the order in which the product reads it: positions are POSITION values apart.
#define STORE_TRANSFORMED(TO, POSITION)                                                                                \
    UNROLL for (int j = 0; j < PATCH; j++)                                                                             \
        TRANSFORM_INPUT(                                                                                               \
                short_y, d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j],                                         \
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])                                                  \
    __global float *to = TO;                                                                                           \
    UNROLL for (int i = 0; i < PATCH; i++) {                                                                           \
        TRANSFORM_INPUT(                                                                                               \
                short_x, d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5],                                         \
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5])                                                  \
        UNROLL for (int j = 0; j < PATCH; j++, to += POSITION)                                                         \
            if (!LEFT_OUT(i, j)) to[TILE_AT(i, j)] = d[i][j];                                                          \
    }

// r = Aᵀ m A with bias and rectification, of products m that are POSITION values apart.
#define PRODUCT(I) (LEFT_OUT(I, j) ? 0 : from[(I)*row + TILE_AT(I, j)])
#define HALF(I) halves[I][j]
#define RESULT(I) r[i][I]
#define READ_OUTPUTS(FROM, POSITION, ADD)                                                                              \
    __global const float *from = FROM;                                                                                 \
    const size_t row = PATCH * (POSITION);                                                                             \
    float halves[TILE][PATCH], r[TILE][TILE];                                                                          \
    UNROLL for (int j = 0; j < PATCH; j++, from += POSITION)                                                           \
        TRANSFORM_OUTPUT(                                                                                              \
                short_y, PRODUCT(0), PRODUCT(1), PRODUCT(2), PRODUCT(3), PRODUCT(4), PRODUCT(5), HALF)                 \
    const float add = ADD;                                                                                             \
    UNROLL for (int i = 0; i < TILE; i++) {                                                                            \
        TRANSFORM_OUTPUT(                                                                                              \
                short_x, halves[i][0], halves[i][1], halves[i][2], halves[i][3], halves[i][4], halves[i][5], RESULT)   \
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

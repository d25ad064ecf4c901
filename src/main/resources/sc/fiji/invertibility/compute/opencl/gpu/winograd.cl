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

// The tile of this work-item: its image, and the row and column of its first input.
#define TILE_ARGUMENTS int first_tile, int tiles, int padded_tiles, int tile_rows, int tile_columns, int padding_y, int padding_x

#define BEGIN_TILE                                                                                                     \
    const int tile = get_global_id(0);                                                                                 \
    if (tile >= padded_tiles) return;                                                                                  \
    const int channel = get_global_id(1);                                                                              \
    const int of_image = (first_tile + tile) % (tile_rows * tile_columns);                                             \
    const size_t image = (first_tile + tile) / (tile_rows * tile_columns);                                             \
    const int y0 = of_image / tile_columns * TILE - padding_y, x0 = of_image % tile_columns * TILE - padding_x;

// Bᵀ d B of a patch d, stored in the order in which the product reads it.
#define STORE_TRANSFORMED                                                                                              \
    UNROLL for (int j = 0; j < PATCH; j++)                                                                             \
        TRANSFORM_INPUT(                                                                                               \
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j],                                                  \
                d[0][j], d[1][j], d[2][j], d[3][j], d[4][j], d[5][j])                                                  \
    transformed += (size_t)channel * padded_tiles + tile;                                                              \
    const size_t position = (size_t)get_global_size(1) * padded_tiles;                                                 \
    UNROLL for (int i = 0; i < PATCH; i++) {                                                                           \
        TRANSFORM_INPUT(                                                                                               \
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5],                                                  \
                d[i][0], d[i][1], d[i][2], d[i][3], d[i][4], d[i][5])                                                  \
        UNROLL for (int j = 0; j < PATCH; j++) transformed[(i * PATCH + j) * position] = d[i][j];                      \
    }

__kernel void winograd_input(
        PART(const float, in), long in_step, int height, int width, PART(float, transformed), TILE_ARGUMENTS) {
    AT(in); AT(transformed);
    BEGIN_TILE
    in += image * in_step + (size_t)channel * height * width;
    float d[PATCH][PATCH];
    UNROLL for (int i = 0; i < PATCH; i++) {
        int y = y0 + i;
        int inside = tile < tiles && y >= 0 && y < height;
        UNROLL for (int j = 0; j < PATCH; j++) {
            int x = x0 + j;
            d[i][j] = inside && x >= 0 && x < width ? in[(size_t)y * width + x] : 0;
        }
    }
    STORE_TRANSFORMED
}

// The same for a code with 2×2 windows: values and their positions in the windows. The patch begins with the first row
// and column of a window, or with the last, by the padding; 4×4 windows cover it in either case.
#define INPUT_OF_CODE(NAME, FIRST)                                                                                     \
    __kernel void NAME(                                                                                                \
            PART(const float, values), PART(const int, switches), long code_step, int top_left, int height,            \
            int width, PART(float, transformed), TILE_ARGUMENTS) {                                                     \
        AT(values); AT(switches); AT(transformed);                                                                     \
        BEGIN_TILE                                                                                                     \
        size_t plane = image * code_step + (size_t)channel * height * width;                                           \
        float value[4][4];                                                                                             \
        int at[4][4];                                                                                                  \
        UNROLL for (int i = 0; i < 4; i++) {                                                                           \
            int y = (y0 - FIRST) / 2 + i;                                                                              \
            int inside = tile < tiles && y >= 0 && y < height;                                                         \
            UNROLL for (int j = 0; j < 4; j++) {                                                                       \
                int x = (x0 - FIRST) / 2 + j;                                                                          \
                size_t unit = plane + (size_t)y * width + x;                                                           \
                int there = inside && x >= 0 && x < width;                                                             \
                value[i][j] = there ? values[unit] : 0;                                                                \
                at[i][j] = there && !top_left ? switches[unit] : 0;                                                    \
            }                                                                                                          \
        }                                                                                                              \
        float d[PATCH][PATCH];                                                                                         \
        UNROLL for (int i = 0; i < PATCH; i++)                                                                         \
            UNROLL for (int j = 0; j < PATCH; j++) {                                                                   \
                const int wy = (i + FIRST) / 2, wx = (j + FIRST) / 2;                                                  \
                const int position = (i + FIRST) % 2 * 2 + (j + FIRST) % 2;                                            \
                d[i][j] = at[wy][wx] == position ? value[wy][wx] : 0;                                                  \
            }                                                                                                          \
        STORE_TRANSFORMED                                                                                              \
    }

INPUT_OF_CODE(winograd_input_of_code_0, 0)
INPUT_OF_CODE(winograd_input_of_code_1, 1)

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

// Aᵀ m A with bias and rectification: the whole map, or, if the selection is not negative, the winners of its 2×2
// windows.
__kernel void winograd_output(
        PART(const float, products), PART(const float, bias), int biased, int rectified, PART(float, out),
        PART(int, switches), long out_step, int selection, int height, int width, TILE_ARGUMENTS) {
    AT(products); AT(bias); AT(out); AT(switches);
    BEGIN_TILE
    if (tile >= tiles) return;
    products += (size_t)channel * padded_tiles + tile;
    const size_t position = (size_t)get_global_size(1) * padded_tiles;
    float columns[TILE][PATCH];
    UNROLL for (int j = 0; j < PATCH; j++)
        TRANSFORM_OUTPUT(
                products[j * position], products[(6 + j) * position], products[(12 + j) * position],
                products[(18 + j) * position], products[(24 + j) * position], products[(30 + j) * position],
                columns[0][j], columns[1][j], columns[2][j], columns[3][j])
    float add = biased ? bias[channel] : 0;
    float r[TILE][TILE];
    UNROLL for (int i = 0; i < TILE; i++) {
        TRANSFORM_OUTPUT(
                columns[i][0], columns[i][1], columns[i][2], columns[i][3], columns[i][4], columns[i][5],
                r[i][0], r[i][1], r[i][2], r[i][3])
        UNROLL for (int j = 0; j < TILE; j++) r[i][j] = rectified ? fmax(r[i][j] + add, 0.0f) : r[i][j] + add;
    }
    if (selection < 0) {
        out += image * out_step + ((size_t)channel * height + y0) * width + x0;
        int whole = x0 + TILE <= width && (width & 3) == 0;
        UNROLL for (int i = 0; i < TILE; i++) {
            if (y0 + i >= height) continue;
            if (whole) STORE_4((float4)(r[i][0], r[i][1], r[i][2], r[i][3]), out + (size_t)i * width);
            else
                UNROLL for (int j = 0; j < TILE; j++)
                    if (x0 + j < width) out[(size_t)i * width + j] = r[i][j];
        }
        return;
    }
    size_t unit = image * out_step + ((size_t)channel * (height / 2) + y0 / 2) * (width / 2) + x0 / 2;
    UNROLL for (int i = 0; i < TILE; i += 2)
        UNROLL for (int j = 0; j < TILE; j += 2)
            if (y0 + i < height && x0 + j < width) {
                float value = selection == LARGEST ? r[i][j] : 0, key = value;
                int position_of_largest = 0;
                CHALLENGE(r[i][j], 0)
                CHALLENGE(r[i][j + 1], 1)
                CHALLENGE(r[i + 1][j], 2)
                CHALLENGE(r[i + 1][j + 1], 3)
                out[unit + (size_t)(i / 2) * (width / 2) + j / 2] = value;
                switches[unit + (size_t)(i / 2) * (width / 2) + j / 2] = position_of_largest;
            }
}

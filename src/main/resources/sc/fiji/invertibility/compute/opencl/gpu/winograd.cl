// Winograd filtering: the transforms of inputs and of outputs, a work-item a tile of a channel.

// The tile of this work-item: its image, and the row and column of its first input.
#define TILE_ARGUMENTS                                                                                                 \
    int first_tile, int tiles, int padded_tiles, int tile_rows, int tile_columns, int full_rows, int full_columns,     \
            int first_of_far_rows, int first_of_far_columns, int first_of_far, int padding_y, int padding_x

#define BEGIN_TILE                                                                                                     \
    const int tile = get_global_id(0);                                                                                 \
    if (tile >= padded_tiles) return;                                                                                  \
    const int channel = get_global_id(1);                                                                              \
    const int of_image = (first_tile + tile) % (tile_rows * tile_columns);                                             \
    const int image = (first_tile + tile) / (tile_rows * tile_columns);                                                \
    const int tile_row = of_image / tile_columns, tile_column = of_image % tile_columns;                               \
    const int y0 = tile_row * TILE - padding_y, x0 = tile_column * TILE - padding_x;                                   \
    NUMBER_TILE(image, tile_row, tile_column, tile_rows, tile_columns, full_rows, full_columns)                        \
    at_near -= first_tile;                                                                                             \
    at_far_rows -= first_of_far_rows;                                                                                  \
    at_far_columns -= first_of_far_columns;                                                                            \
    at_far -= first_of_far;

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
    STORE_TRANSFORMED(
            transformed + (size_t)channel * padded_tiles, (size_t)get_global_size(1) * padded_tiles)
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
        STORE_TRANSFORMED(                                                                                             \
                transformed + (size_t)channel * padded_tiles, (size_t)get_global_size(1) * padded_tiles)               \
    }

INPUT_OF_CODE(winograd_input_of_code_0, 0)
INPUT_OF_CODE(winograd_input_of_code_1, 1)

#if TILE == 4
#define STORE_ROW(I, TO) STORE_4((float4)(r[I][0], r[I][1], r[I][2], r[I][3]), TO)
#else
#define STORE_ROW(I, TO) *(__global float2 *)(TO) = (float2)(r[I][0], r[I][1])
#endif

// From products to the whole map, or, if the selection is not negative, to the winners of its 2×2 windows.
__kernel void winograd_output(
        PART(const float, products), PART(const float, bias), int biased, int rectified, PART(float, out),
        PART(int, switches), int switched, long out_step, int selection, int height, int width, TILE_ARGUMENTS) {
    AT(products); AT(bias); AT(out); AT(switches);
    BEGIN_TILE
    if (tile >= tiles) return;
    READ_OUTPUTS(
            products + (size_t)channel * padded_tiles, (size_t)get_global_size(1) * padded_tiles,
            biased ? bias[channel] : 0)
    if (selection < 0) {
        out += image * out_step + ((size_t)channel * height + y0) * width + x0;
        int whole = x0 + TILE <= width && width % TILE == 0;
        UNROLL for (int i = 0; i < TILE; i++) {
            if (y0 + i >= height) continue;
            if (whole) STORE_ROW(i, out + (size_t)i * width);
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
                POOL_WINDOW(i, j)
                out[unit + (size_t)(i / 2) * (width / 2) + j / 2] = value;
                if (switched) switches[unit + (size_t)(i / 2) * (width / 2) + j / 2] = position_of_largest;
            }
}

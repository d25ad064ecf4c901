// A group's part of a map in local memory: the region that a block of tiles reads, for some channels. Its border is in the
// regions of neighbouring groups as well. Where the map ends, the region is zero.

// Four columns, the width of a tile, lie a quarter of a row apart, so that neighbouring tiles are in neighbouring banks.
#define AT_PIXEL(Y, X) region[(Y) * pitch + ((X) & 3) * (pitch / 4) + ((X) >> 2)]

// The tiles that read the map, the block of them that belongs to a group, and the map's channels.
#define REGION_ARGUMENTS                                                                                               \
    int next_rows, int next_columns, int next_full_rows, int next_full_columns, int next_padded, int padding_y,        \
            int padding_x, int block_rows, int block_columns, int group_channels, int channels, __local float *regions

// The region of a map of that size: its first pixel, and its size up to the map's border.
#define BEGIN_REGION(MAP_HEIGHT, MAP_WIDTH)                                                                            \
    const int item = get_local_id(0), items = get_local_size(0);                                                       \
    const int image = get_group_id(2);                                                                                 \
    const int first_channel = get_group_id(1) * group_channels;                                                        \
    const int some_channels = min(group_channels, channels - first_channel);                                           \
    const int across = (next_columns + block_columns - 1) / block_columns;                                             \
    const int block = get_group_id(0);                                                                                 \
    const int first_row = block / across * block_rows, first_column = block % across * block_columns;                  \
    const int rows = min(block_rows, next_rows - first_row), columns = min(block_columns, next_columns - first_column); \
    const int region_height = rows * TILE + 2, region_width = columns * TILE + 2;                                      \
    const int pitch = 4 * (columns + 1), region_size = region_height * pitch;                                          \
    const int y0 = first_row * TILE - padding_y, x0 = first_column * TILE - padding_x;                                 \
    const int bottom = min(y0 + region_height, MAP_HEIGHT), right = min(x0 + region_width, MAP_WIDTH);                 \
    const int used_height = bottom - y0, used_width = right - x0;                                                      \
    for (int e = item; e < some_channels * region_size; e += items) {                                                  \
        const int y = e / pitch % region_height, place = e % pitch;                                                    \
        const int x = place % (columns + 1) * TILE + place / (columns + 1);                                            \
        if (y0 + y < 0 || y >= used_height || x0 + x < 0 || x >= used_width) regions[e] = 0;                           \
    }

// Puts a pixel into the region if it is in there.
#define PUT(Y, X, VALUE)                                                                                               \
    {                                                                                                                  \
        int to_y = (Y)-y0, to_x = (X)-x0;                                                                              \
        if (to_y >= 0 && to_y < used_height && to_x >= 0 && to_x < used_width) AT_PIXEL(to_y, to_x) = VALUE;           \
    }

// Transforms the block's tiles, once the regions are filled.
#define TRANSFORM_REGION                                                                                               \
    WAIT_FOR_GROUP;                                                                                                    \
    for (int e = item; e < some_channels * rows * columns; e += items) {                                               \
        const int of_group = e / (rows * columns), row = e / columns % rows, column = e % columns;                     \
        __local const float *region = regions + of_group * region_size;                                                \
        const int y = row * TILE, x = column * TILE;                                                                   \
        float d[PATCH][PATCH];                                                                                         \
        UNROLL for (int i = 0; i < PATCH; i++)                                                                         \
            UNROLL for (int j = 0; j < PATCH; j++) d[i][j] = AT_PIXEL(y + i, x + j);                                   \
        NUMBER_TILE(                                                                                                   \
                image, (first_row + row), (first_column + column), next_rows, next_columns, next_full_rows,            \
                next_full_columns)                                                                                     \
        STORE_TRANSFORMED(                                                                                             \
                transformed + (size_t)(first_channel + of_group) * next_padded, (size_t)channels * next_padded)        \
    }

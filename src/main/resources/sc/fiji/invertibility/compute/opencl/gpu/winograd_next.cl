// From the products of one layer to the transformed inputs of the next one: bias, rectification, pooling of 2×2
// windows, and the next layer's input transform. A group computes a block of the next layer's tiles, for some channels:
// the region of the map that these tiles read is only in local memory, and its border is computed by neighbouring
// groups as well.

// Four columns, the width of a tile, lie QUARTER apart, so that neighbouring tiles are in neighbouring banks.
#define AT_PIXEL(Y, X) region[(Y) * pitch + ((X) & 3) * (pitch / 4) + ((X) >> 2)]

#define PUT(Y, X, VALUE)                                                                                               \
    {                                                                                                                  \
        int to_y = (Y)-y0, to_x = (X)-x0;                                                                              \
        if (to_y >= 0 && to_y < used_height && to_x >= 0 && to_x < used_width) AT_PIXEL(to_y, to_x) = VALUE;           \
    }

__kernel void winograd_next(
        PART(const float, products), PART(const float, bias), int biased, int rectified, int selection, int height,
        int width, int tile_rows, int tile_columns, int full_rows, int full_columns, int padded_tiles,
        PART(float, transformed), int next_rows, int next_columns, int next_full_rows, int next_full_columns,
        int next_padded, int padding_y, int padding_x, int block_rows, int block_columns,
        int group_channels, int channels, __local float *regions) {
    AT(products); AT(bias); AT(transformed);
    const int item = get_local_id(0), items = get_local_size(0);
    const int image = get_group_id(2);
    const int first_channel = get_group_id(1) * group_channels;
    const int some_channels = min(group_channels, channels - first_channel);
    const int across = (next_columns + block_columns - 1) / block_columns;
    const int block = get_group_id(0);
    const int first_row = block / across * block_rows, first_column = block % across * block_columns;
    const int rows = min(block_rows, next_rows - first_row), columns = min(block_columns, next_columns - first_column);
    const int region_height = rows * TILE + 2, region_width = columns * TILE + 2;
    const int pitch = 4 * (columns + 1), region_size = region_height * pitch;
    // The region's first pixel, the tiles of the products that it needs, and its size up to the map's border.
    const int y0 = first_row * TILE - padding_y, x0 = first_column * TILE - padding_x;
    const int scale = selection < 0 ? 1 : 2, map_height = height / scale, map_width = width / scale;
    const int top = max(y0, 0) * scale / TILE, left = max(x0, 0) * scale / TILE;
    const int bottom = min(y0 + region_height, map_height), right = min(x0 + region_width, map_width);
    const int high = max(0, (bottom * scale + TILE - 1) / TILE - top);
    const int wide = max(0, (right * scale + TILE - 1) / TILE - left);
    const int used_height = bottom - y0, used_width = right - x0;
    for (int e = item; e < some_channels * region_size; e += items) {
        const int y = e / pitch % region_height, place = e % pitch;
        const int x = place % (columns + 1) * TILE + place / (columns + 1);
        if (y0 + y < 0 || y >= used_height || x0 + x < 0 || x >= used_width) regions[e] = 0;
    }
    for (int e = item; e < some_channels * high * wide; e += items) {
        const int of_group = e / (high * wide), channel = first_channel + of_group;
        const int tile_y = top + e / wide % high, tile_x = left + e % wide;
        __local float *region = regions + of_group * region_size;
        NUMBER_TILE(image, tile_y, tile_x, tile_rows, tile_columns, full_rows, full_columns)
        READ_OUTPUTS(
                products + (size_t)channel * padded_tiles, (size_t)channels * padded_tiles, biased ? bias[channel] : 0)
        if (selection < 0) {
            UNROLL for (int i = 0; i < TILE; i++)
                UNROLL for (int j = 0; j < TILE; j++) PUT(tile_y * TILE + i, tile_x * TILE + j, r[i][j])
        } else {
            UNROLL for (int i = 0; i < TILE; i += 2)
                UNROLL for (int j = 0; j < TILE; j += 2) {
                    POOL_WINDOW(i, j)
                    PUT((tile_y * TILE + i) / 2, (tile_x * TILE + j) / 2, value)
                }
        }
    }
    WAIT_FOR_GROUP;
    for (int e = item; e < some_channels * rows * columns; e += items) {
        const int of_group = e / (rows * columns), row = e / columns % rows, column = e % columns;
        __local const float *region = regions + of_group * region_size;
        const int y = row * TILE, x = column * TILE;
        float d[PATCH][PATCH];
        UNROLL for (int i = 0; i < PATCH; i++)
            UNROLL for (int j = 0; j < PATCH; j++) d[i][j] = AT_PIXEL(y + i, x + j);
        NUMBER_TILE(
                image, (first_row + row), (first_column + column), next_rows, next_columns, next_full_rows,
                next_full_columns)
        STORE_TRANSFORMED(
                transformed + (size_t)(first_channel + of_group) * next_padded, (size_t)channels * next_padded)
    }
}

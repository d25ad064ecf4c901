// From the products of one layer to the transformed inputs of the next one: bias, rectification, pooling of 2×2
// windows, and the next layer's input transform. A group computes a block of the next layer's tiles, for some channels:
// the region of the map that these tiles read is only in local memory, and its border is computed by neighbouring
// groups as well.

__kernel void winograd_next(
        PART(const float, products), PART(const float, bias), int biased, int rectified, int selection, int height,
        int width, int tile_rows, int tile_columns, int full_rows, int full_columns, int padded_tiles,
        PART(float, transformed), REGION_ARGUMENTS) {
    AT(products); AT(bias); AT(transformed);
    const int scale = selection < 0 ? 1 : 2, map_height = height / scale, map_width = width / scale;
    BEGIN_REGION(map_height, map_width)
    // The tiles of the products that the region needs.
    const int top = max(y0, 0) * scale / TILE, left = max(x0, 0) * scale / TILE;
    const int high = max(0, (bottom * scale + TILE - 1) / TILE - top);
    const int wide = max(0, (right * scale + TILE - 1) / TILE - left);
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
    TRANSFORM_REGION
}

package sc.fiji.invertibility.compute;

/**
 * Where the pooled units of a tile lie in the whole pooled map, so that a unit has the same row-major
 * position (channel, y, x) whether the map is processed as a whole or in tiles.
 *
 * @param height rows of the whole pooled map
 * @param width columns of the whole pooled map
 * @param y row of the tile's first unit
 * @param x column of the tile's first unit
 */
public record TileOrigin(int height, int width, int y, int x) {

    /**
     * The origin of a map that is not tiled.
     *
     * @param pooled the size of the pooled map
     * @return the origin
     */
    public static TileOrigin whole(Shape pooled) {
        return new TileOrigin(pooled.height(), pooled.width(), 0, 0);
    }

    /**
     * Returns the position of a unit in the whole map.
     *
     * @param channel the unit's channel
     * @param row the unit's row in the tile
     * @param column the unit's column in the tile
     * @return the row-major position, from 0
     */
    public long position(int channel, int row, int column) {
        return ((long) channel * height + y + row) * width + x + column;
    }
}

package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * Some 4×4 tiles of a map, row by row, and the copies between one position of each tile and the map.
 *
 * @param first the first tile
 * @param count how many
 * @param columns tiles per row of the map
 */
record WinogradTiles(int first, int count, int columns) {

    private static final int STEP = TransformF4x4.OUTPUTS;

    /** The number of tiles that cover a length. */
    static int covering(int length) {
        return OutputTile.ceiling(length, STEP);
    }

    /** Row of a tile's first output. */
    int y(int tile) {
        return (first + tile) / columns * STEP;
    }

    /** Column of a tile's first output. */
    int x(int tile) {
        return (first + tile) % columns * STEP;
    }

    /** Reads the value at a given offset from each tile's first output; zero beyond the border. */
    void read(HeapMap map, int channel, int dy, int dx, float[] values) {
        float[] plane = map.plane(channel);
        for (int tile = 0, next; tile < count; tile = next) {
            next = endOfRow(tile);
            int y = y(tile) + dy, x = x(tile) + dx;
            boolean inside = y >= 0 && y < map.height();
            int start = inside ? clamp(OutputTile.ceiling(-x, STEP), next - tile) : next - tile;
            int end = inside ? Math.max(start, clamp(OutputTile.ceiling(map.width() - x, STEP), next - tile)) : start;
            Arrays.fill(values, tile, tile + start, 0);
            for (int i = start, from = y * map.width() + x + start * STEP; i < end; i++, from += STEP)
                values[tile + i] = plane[from];
            Arrays.fill(values, tile + end, next, 0);
        }
    }

    /** Writes one output of each tile, as far as it lies within the border. */
    void write(float[] values, HeapMap map, int channel, int dy, int dx, float bias, float least) {
        float[] plane = map.plane(channel);
        for (int tile = 0, next; tile < count; tile = next) {
            next = endOfRow(tile);
            int y = y(tile) + dy, x = x(tile) + dx;
            if (y >= map.height()) continue;
            int end = clamp(OutputTile.ceiling(map.width() - x, STEP), next - tile);
            for (int i = 0, to = y * map.width() + x; i < end; i++, to += STEP)
                plane[to] = Math.max(least, values[tile + i] + bias);
        }
    }

    private int endOfRow(int tile) {
        return Math.min(count, tile + columns - (first + tile) % columns);
    }

    private static int clamp(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }
}

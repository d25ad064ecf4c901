package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Shape;

/** Scratch memory for some tiles of minimal filtering: their transformed inputs, and the products with the filters. */
final class Strip implements AutoCloseable {

    /** Inputs that are added at a time, which stay in the second cache. */
    private static final int DEPTH = 126;

    private final MinimalFilters filters;
    private final int depth;
    private final int rows;
    private final HeapMap transformed;
    private final HeapMap products;

    private Strip(MinimalFilters filters, int depth, int rows, HeapMap transformed, HeapMap products) {
        this.filters = filters;
        this.depth = depth;
        this.rows = rows;
        this.transformed = transformed;
        this.products = products;
    }

    /** Takes room for so many tiles. */
    static Strip of(HeapMemory memory, MinimalFilters filters, int tiles) {
        int places = filters.tiling().places();
        int depth = RowSums.filledUp(filters.inputs(), RowSums.DEPTH);
        int rows = RowSums.withSpare(filters.wide() ? tiles : filters.outputs());
        int length = RowSums.length(filters.wide() ? filters.outputs() : tiles);
        Shape inputs = filters.wide() ? shape(places, rows, RowSums.length(depth)) : shape(places, depth, length);
        HeapMap transformed = new HeapMap(memory, inputs);
        try {
            return new Strip(filters, depth, rows, transformed, new HeapMap(memory, shape(places, rows, length)));
        } catch (RuntimeException e) {
            transformed.close();
            throw e;
        }
    }

    private static Shape shape(int places, int rows, int length) {
        return new Shape(Math.multiplyExact(places, rows), 1, length);
    }

    /** Room for the values of one input or output of all tiles, or of all inputs or outputs of a tile. */
    static float[][] values(HeapMap map) {
        return new float[MinimalFiltering.PLACES + TileTransform.INPUTS][map.width()];
    }

    HeapMap transformed() {
        return transformed;
    }

    HeapMap products() {
        return products;
    }

    /** Rows between those of two places. */
    int inputRows() {
        return filters.wide() ? rows : depth;
    }

    /** Rows between those of two places. */
    int outputRows() {
        return rows;
    }

    /** Multiplies all that was put with the filters, in pieces that depend on nothing but the sizes. */
    void multiply(WorkerPool workers) {
        int places = filters.tiling().places();
        int parts = Math.max(1, Math.min(rows / RowSums.ROWS, 4 * workers.threads() / places));
        workers.forEach(places * parts, piece -> {
            int place = piece / parts;
            int blocks = Tile.ceiling(rows, RowSums.ROWS);
            int from = piece % parts * blocks / parts * RowSums.ROWS;
            int to = Math.min(rows, (piece % parts + 1) * blocks / parts * RowSums.ROWS);
            multiply(place, from, to);
        });
    }

    private void multiply(int place, int from, int to) {
        float[][] sums = products.planes(), inputs = transformed.planes(), matrix = filters.matrices()[place];
        int first = place * rows;
        for (int row = from; row < to; row++) {
            Arrays.fill(sums[first + row], 0);
            if (filters.wide()) Arrays.fill(inputs[first + row], filters.inputs(), depth, 0);
        }
        if (!filters.wide())
            for (int row = filters.inputs(); row < depth; row++) Arrays.fill(inputs[place * depth + row], 0);
        for (int at = 0; at < depth; at += DEPTH) {
            int block = Math.min(DEPTH, depth - at);
            if (filters.wide())
                RowSums.add(sums, first + from, first + to, matrix, at, block, inputs, first + from, at);
            else RowSums.add(sums, first + from, first + to, inputs, place * depth + at, block, matrix, from, at);
        }
    }

    @Override
    public void close() {
        products.close();
        transformed.close();
    }
}

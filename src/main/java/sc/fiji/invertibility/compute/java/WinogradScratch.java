package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Shape;

/** Scratch memory for some tiles of Winograd filtering: their transformed inputs, and the products with the filters. */
final class WinogradScratch implements AutoCloseable {

    /** Inputs that are added at a time; they stay in the second-level cache. */
    private static final int DEPTH = 126;

    private final WinogradWeights filters;
    private final int depth;
    private final int rows;
    private final HeapMap transformed;
    private final HeapMap products;

    private WinogradScratch(WinogradWeights filters, int depth, int rows, HeapMap transformed, HeapMap products) {
        this.filters = filters;
        this.depth = depth;
        this.rows = rows;
        this.transformed = transformed;
        this.products = products;
    }

    /** Allocates memory for a number of tiles. */
    static WinogradScratch of(HeapMemory memory, WinogradWeights filters, int tiles) {
        int positions = filters.variant().positions();
        int depth = GemmKernel.filledUp(filters.inputs(), GemmKernel.DEPTH);
        int rows = GemmKernel.withSpare(filters.wide() ? tiles : filters.outputs());
        int length = GemmKernel.length(filters.wide() ? filters.outputs() : tiles);
        Shape inputs =
                filters.wide() ? shape(positions, rows, GemmKernel.length(depth)) : shape(positions, depth, length);
        HeapMap transformed = new HeapMap(memory, inputs);
        try {
            return new WinogradScratch(
                    filters, depth, rows, transformed, new HeapMap(memory, shape(positions, rows, length)));
        } catch (RuntimeException e) {
            transformed.close();
            throw e;
        }
    }

    private static Shape shape(int positions, int rows, int length) {
        return new Shape(Math.multiplyExact(positions, rows), 1, length);
    }

    /** Memory for the values of one input or output of all tiles, or of all inputs or outputs of one tile. */
    static float[][] values(HeapMap map) {
        return new float[WinogradF4x4.POSITIONS + TransformF4x4.INPUTS][map.width()];
    }

    HeapMap transformed() {
        return transformed;
    }

    HeapMap products() {
        return products;
    }

    /** The number of rows from one position to the next. */
    int inputRows() {
        return filters.wide() ? rows : depth;
    }

    /** The number of rows from one position to the next. */
    int outputRows() {
        return rows;
    }

    /** Multiplies the transformed inputs by the filters, in pieces that depend on nothing but the sizes. */
    void multiply(WorkerPool workers) {
        int positions = filters.variant().positions();
        int parts = Math.max(1, Math.min(rows / GemmKernel.ROWS, 4 * workers.threads() / positions));
        workers.forEach(positions * parts, piece -> {
            int position = piece / parts;
            int blocks = OutputTile.ceiling(rows, GemmKernel.ROWS);
            int from = piece % parts * blocks / parts * GemmKernel.ROWS;
            int to = Math.min(rows, (piece % parts + 1) * blocks / parts * GemmKernel.ROWS);
            multiply(position, from, to);
        });
    }

    private void multiply(int position, int from, int to) {
        float[][] sums = products.planes(), inputs = transformed.planes(), matrix = filters.matrices()[position];
        int first = position * rows;
        for (int row = from; row < to; row++) {
            Arrays.fill(sums[first + row], 0);
            if (filters.wide()) Arrays.fill(inputs[first + row], filters.inputs(), depth, 0);
        }
        if (!filters.wide())
            for (int row = filters.inputs(); row < depth; row++) Arrays.fill(inputs[position * depth + row], 0);
        for (int at = 0; at < depth; at += DEPTH) {
            int block = Math.min(DEPTH, depth - at);
            if (filters.wide())
                GemmKernel.add(sums, first + from, first + to, matrix, at, block, inputs, first + from, at);
            else GemmKernel.add(sums, first + from, first + to, inputs, position * depth + at, block, matrix, from, at);
        }
    }

    @Override
    public void close() {
        products.close();
        transformed.close();
    }
}

package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/** A pooled code on the heap; switches are integers stored as floats, exact for windows of up to 4096 pixels a side. */
final class HeapCode implements PooledCode {

    private static final int LARGEST_WINDOW = 4096;

    private final HeapMap values;
    private final HeapMap switches;
    private final Shape unpooledShape;
    private final Pooling pooling;

    /** Allocates a code with arbitrary content. */
    HeapCode(HeapMemory memory, Shape unpooledShape, Pooling pooling) {
        if (pooling.window() > LARGEST_WINDOW)
            throw new IllegalArgumentException(
                    "the Java engine pools windows of at most " + LARGEST_WINDOW + " pixels, not " + pooling.window());
        Shape shape = pooling.pooledShape(unpooledShape);
        this.unpooledShape = unpooledShape;
        this.pooling = pooling;
        this.values = new HeapMap(memory, shape);
        try {
            this.switches = new HeapMap(memory, shape);
        } catch (RuntimeException e) {
            values.close();
            throw e;
        }
    }

    /** Returns a code that belongs to this engine and is still open. */
    static HeapCode of(HeapMemory memory, PooledCode code) {
        memory.requireOpen();
        if (!(code instanceof HeapCode own))
            throw new IllegalArgumentException(
                    "a code belongs to the engine that made it, but this one belongs to another");
        HeapMap.of(memory, own.values);
        return own;
    }

    @Override
    public HeapMap values() {
        return values;
    }

    HeapMap switches() {
        return switches;
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public Shape unpooledShape() {
        return unpooledShape;
    }

    Shape shape() {
        return values.shape();
    }

    /** Where the units of a row are put, as indices into a plane of the size before pooling. */
    void positions(int channel, int row, Unpooling unpooling, int[] positions) {
        int width = unpooledShape.width();
        int corner = row * pooling.stride() * width;
        for (int column = 0; column < positions.length; column++)
            positions[column] = corner + column * pooling.stride();
        if (unpooling == Unpooling.TOP_LEFT) return;
        float[] own = switches.plane(channel);
        int first = row * positions.length;
        // Exact for every switch of the largest window, and much faster than an integer division.
        double rowsPerPosition = 1.0 / pooling.window();
        int nextRow = width - pooling.window();
        for (int column = 0; column < positions.length; column++) {
            float within = own[first + column];
            positions[column] += (int) within + (int) ((within + 0.5) * rowsPerPosition) * nextRow;
        }
    }

    /** Fills in the activations of a tile: the units that are put there, and zeros elsewhere. */
    void unpool(int channel, Unpooling unpooling, OutputTile tile, float[] activations) {
        Arrays.fill(activations, 0, tile.size(), 0);
        float[] units = values.plane(channel), own = switches.plane(channel);
        int step = pooling.stride(), window = unpooling == Unpooling.TOP_LEFT ? 1 : pooling.window();
        double rowsPerPosition = unpooling == Unpooling.TOP_LEFT ? 0 : 1.0 / window;
        int columns = shape().width();
        int left = Math.max(0, OutputTile.ceiling(tile.column() - window + 1, step));
        int right = Math.min(columns, OutputTile.ceiling(tile.column() + tile.width(), step));
        int bottom = Math.min(shape().height(), OutputTile.ceiling(tile.row() + tile.height(), step));
        for (int row = Math.max(0, OutputTile.ceiling(tile.row() - window + 1, step)); row < bottom; row++)
            for (int column = left; column < right; column++) {
                int unit = row * columns + column;
                // The position within the window; adding zeros is faster than testing for them.
                int within = unpooling == Unpooling.TOP_LEFT ? 0 : (int) own[unit];
                int down = (int) ((within + 0.5) * rowsPerPosition);
                int y = row * step + down - tile.row();
                int x = column * step + within - down * window - tile.column();
                if (y >= 0 && y < tile.height() && x >= 0 && x < tile.width())
                    activations[y * tile.width() + x] += units[unit];
            }
    }

    @Override
    public void close() {
        switches.close();
        values.close();
    }
}

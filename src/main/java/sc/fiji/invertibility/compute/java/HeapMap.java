package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Shape;

/** A feature map on the heap: one row-major array per channel. */
final class HeapMap implements FeatureMap {

    private final HeapMemory memory;
    private final Shape shape;
    private float[][] planes;

    /** Allocates a map with arbitrary content. */
    HeapMap(HeapMemory memory, Shape shape) {
        this.memory = memory;
        this.shape = shape;
        this.planes = memory.take(shape);
    }

    /** Returns a map that belongs to this engine and is still open. */
    static HeapMap of(HeapMemory memory, FeatureMap map) {
        memory.requireOpen();
        if (!(map instanceof HeapMap own) || own.memory != memory)
            throw new IllegalArgumentException(
                    "a map belongs to the engine that made it, but this one belongs to another");
        own.planes();
        return own;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /** The channels, one row-major array for each. */
    float[][] planes() {
        if (planes == null) throw new IllegalStateException("this map of " + shape + " values is closed");
        return planes;
    }

    float[] plane(int channel) {
        return planes()[channel];
    }

    int width() {
        return shape.width();
    }

    int height() {
        return shape.height();
    }

    @Override
    public void close() {
        if (planes == null) return;
        memory.giveBack(planes);
        planes = null;
    }
}

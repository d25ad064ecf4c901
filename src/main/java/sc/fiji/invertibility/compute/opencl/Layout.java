package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.Shape;

/**
 * How a map lies in device memory: [block][y][x][lane]. Maps of few channels are planar (blocks of one
 * channel), others are blocked by sixteen, so that a vector holds sixteen channels of a pixel; the lanes
 * beyond the last channel are zero. The layout follows from the shape alone, so that maps of one shape
 * can be added and multiplied without looking at their channels.
 */
record Layout(Shape shape, int lanes) {

    static final int BLOCK = 16;

    /** Below this, the memory that empty lanes would take is not worth the speed. */
    private static final int BLOCKED_FROM = 16;

    static Layout of(Shape shape) {
        return new Layout(shape, lanes(shape.channels()));
    }

    static int lanes(int channels) {
        return channels < BLOCKED_FROM ? 1 : BLOCK;
    }

    boolean blocked() {
        return lanes > 1;
    }

    int blocks() {
        return (shape.channels() + lanes - 1) / lanes;
    }

    /** Values, empty lanes included. */
    long size() {
        return blocks() * shape.pixels() * lanes;
    }

    /** Vectors of sixteen that cover all values, also where the last one is not full. */
    long vectors() {
        return vectors(size());
    }

    static long vectors(long values) {
        return (values + BLOCK - 1) / BLOCK;
    }

    /** {@return blocks of a size that cover so many values} */
    static int blocks(int values, int size) {
        return (values + size - 1) / size;
    }
}

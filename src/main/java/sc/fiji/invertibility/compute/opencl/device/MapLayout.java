package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.compute.Shape;

/**
 * How a map lies in device memory: [block][y][x][lane]. Planar maps have blocks of one channel;
 * blocked ones have blocks of sixteen, so that a vector holds sixteen channels of a pixel, and the lanes
 * beyond the last channel are zero. In an engine the layout follows from the shape alone, so that maps of
 * one shape can be added and multiplied without looking at their channels.
 *
 * @param shape the size of the map
 * @param lanes channels of a block
 */
public record MapLayout(Shape shape, int lanes) {

    /** Channels of a block of blocked maps, and values of a vector. */
    public static final int BLOCK = 16;

    /**
     * Puts channels after one another.
     *
     * @param shape the size of the map
     * @return the layout
     */
    public static MapLayout planar(Shape shape) {
        return new MapLayout(shape, 1);
    }

    /**
     * Puts sixteen channels of a pixel beside one another.
     *
     * @param shape the size of the map
     * @return the layout
     */
    public static MapLayout blocked(Shape shape) {
        return new MapLayout(shape, BLOCK);
    }

    /** {@return whether channels lie in blocks of sixteen} */
    public boolean blocked() {
        return lanes > 1;
    }

    /** {@return blocks that hold all channels} */
    public int blocks() {
        return (shape.channels() + lanes - 1) / lanes;
    }

    /** {@return values, empty lanes included} */
    public long size() {
        return blocks() * shape.pixels() * lanes;
    }

    /** {@return vectors of sixteen that cover all values, also where the last one is not full} */
    public long vectors() {
        return vectors(size());
    }

    /**
     * Counts the vectors of sixteen that cover some values, also where the last one is not full.
     *
     * @param values how many values
     * @return how many vectors
     */
    public static long vectors(long values) {
        return (values + BLOCK - 1) / BLOCK;
    }

    /**
     * Counts the blocks that cover some values.
     *
     * @param values how many values
     * @param size values of a block
     * @return how many blocks
     */
    public static int blocks(int values, int size) {
        return (values + size - 1) / size;
    }
}

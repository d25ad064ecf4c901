package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TileOrigin;

/**
 * The layout of a map in device memory: [block][y][x][lane]. Planar maps have blocks of one channel; blocked ones have
 * blocks of sixteen, so that a vector holds sixteen channels of a pixel, and the lanes beyond the last channel are
 * zero. In an engine the layout follows from the shape alone, so that maps of one shape can be added and multiplied
 * without looking at their channels.
 *
 * @param shape the size of the map
 * @param lanes channels per block
 */
public record MapLayout(Shape shape, int lanes) {

    /** Channels per block of blocked maps, and values per vector. */
    public static final int BLOCK = 16;

    /**
     * Returns the layout with one channel after the other.
     *
     * @param shape the size of the map
     * @return the layout
     */
    public static MapLayout planar(Shape shape) {
        return new MapLayout(shape, 1);
    }

    /**
     * Returns the layout with sixteen channels of a pixel beside one another.
     *
     * @param shape the size of the map
     * @return the layout
     */
    public static MapLayout blocked(Shape shape) {
        return new MapLayout(shape, BLOCK);
    }

    /** {@return whether channels are in blocks of sixteen} */
    public boolean blocked() {
        return lanes > 1;
    }

    /** {@return the number of blocks} */
    public int blocks() {
        return (shape.channels() + lanes - 1) / lanes;
    }

    /** {@return the number of values, including empty lanes} */
    public long size() {
        return blocks() * shape.pixels() * lanes;
    }

    /**
     * Returns where the units of a tile lie, as kernels take it.
     *
     * @param origin where this map lies in a whole one
     * @return rows and columns of this map and of the whole one, and the row and the column where this one begins
     */
    public List<Object> within(TileOrigin origin) {
        return List.of(shape.height(), shape.width(), origin.height(), origin.width(), origin.y(), origin.x());
    }

    /** {@return the number of vectors of sixteen that hold all values; the last one may be partly empty} */
    public long vectors() {
        return vectors(size());
    }

    /**
     * Returns the number of vectors of sixteen that hold some values; the last one may be partly empty.
     *
     * @param values the number of values
     * @return the number of vectors
     */
    public static long vectors(long values) {
        return (values + BLOCK - 1) / BLOCK;
    }

    /**
     * Returns the number of blocks that hold some values.
     *
     * @param values the number of values
     * @param size values per block
     * @return how many blocks
     */
    public static int blocks(int values, int size) {
        return (values + size - 1) / size;
    }
}

package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;

/**
 * A range of the tiles of 4×4 outputs in which Winograd filtering processes a batch; they are numbered through all
 * images.
 *
 * @param first the first
 * @param count how many
 * @param rows an image's tiles per column
 * @param columns an image's tiles per row
 */
record WinogradTiles(int first, int count, int rows, int columns) {

    /** Values per channel of a transformed tile or filter. */
    static final int POSITIONS = 36;

    private static final int SIDE = 4;

    /** Products are computed for whole vectors of tiles. */
    private static final int VECTOR = 4;

    /** Returns all tiles of the outputs of a batch. */
    static WinogradTiles of(Shape outputs, int images) {
        int rows = tiles(outputs.height()), columns = tiles(outputs.width());
        return new WinogradTiles(0, Math.multiplyExact(rows * columns, images), rows, columns);
    }

    /** {@return the number of tiles of outputs of that size} */
    static long count(Shape outputs, int images) {
        return (long) tiles(outputs.height()) * tiles(outputs.width()) * images;
    }

    /** {@return the tiles from one on, at most so many} */
    WinogradTiles strip(int from, int most) {
        return new WinogradTiles(from, Math.min(most, count - from), rows, columns);
    }

    /** {@return how many there are with those that fill up the last vector} */
    int padded() {
        return (count + VECTOR - 1) / VECTOR * VECTOR;
    }

    /** {@return the words of so many channels of all tiles} */
    long words(int channels) {
        return (long) POSITIONS * channels * padded();
    }

    /** {@return the largest number of tiles, in whole vectors, of which so many channels fit into some words} */
    static int fitting(long words, int channels) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, words / ((long) POSITIONS * channels) / VECTOR * VECTOR));
    }

    /** {@return this, as the kernels take it} */
    List<Object> arguments() {
        return List.of(first, count, padded(), rows, columns);
    }

    private static int tiles(int length) {
        return (length + SIDE - 1) / SIDE;
    }
}

package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;

/**
 * A range of the tiles in which Winograd filtering processes a batch; they are numbered through all images. Where an
 * image ends with at most two of four rows or columns of a tile, F(2, 3) filters them, so that no products are needed at
 * the transform's points ±2.
 *
 * @param first the first
 * @param count how many
 * @param rows an image's tiles per column
 * @param columns an image's tiles per row
 * @param fullRows those of them that need all points along the columns
 * @param fullColumns those of them that need all points along the rows
 */
record WinogradTiles(int first, int count, int rows, int columns, int fullRows, int fullColumns) {

    /** Products are computed for whole vectors of tiles. */
    private static final int VECTOR = 4;

    /** Returns all tiles of the outputs of a batch. */
    static WinogradTiles of(WinogradVariant variant, Shape outputs, int images) {
        int side = variant.outputs();
        int rows = tiles(outputs.height(), side), columns = tiles(outputs.width(), side);
        return new WinogradTiles(
                0,
                Math.multiplyExact(rows * columns, images),
                rows,
                columns,
                fullTiles(outputs.height(), side),
                fullTiles(outputs.width(), side));
    }

    /** {@return the number of tiles of outputs of that size} */
    static long count(WinogradVariant variant, Shape outputs, int images) {
        int side = variant.outputs();
        return (long) tiles(outputs.height(), side) * tiles(outputs.width(), side) * images;
    }

    /** {@return the tiles from one on, at most so many} */
    WinogradTiles strip(int from, int most) {
        return new WinogradTiles(from, Math.min(most, count - from), rows, columns, fullRows, fullColumns);
    }

    /** {@return how many there are with those that fill up the last vector} */
    int padded() {
        return vectors(count);
    }

    /** {@return the columns of products at the points ±2 along rows, along columns, and along both} */
    Gemm.Columns products() {
        return new Gemm.Columns(
                padded(), range(fullRows, columns), range(rows, fullColumns), range(fullRows, fullColumns));
    }

    private int range(int wantedRows, int wantedColumns) {
        return vectors(before(first + count, wantedRows, wantedColumns) - before(first, wantedRows, wantedColumns));
    }

    /** The number of tiles before one, in the first rows and columns of each image only. */
    private int before(int tile, int wantedRows, int wantedColumns) {
        int image = tile / (rows * columns), row = tile / columns % rows, column = tile % columns;
        int rest = row < wantedRows ? Math.min(column, wantedColumns) : 0;
        return (image * wantedRows + Math.min(row, wantedRows)) * wantedColumns + rest;
    }

    private static int vectors(int columns) {
        return (columns + VECTOR - 1) / VECTOR * VECTOR;
    }

    /** {@return the words of so many channels of all tiles} */
    long words(int channels) {
        return (long) WinogradVariant.POSITIONS * channels * padded();
    }

    /** {@return the largest number of tiles, in whole vectors, of which so many channels fit into some words} */
    static int fitting(long words, int channels) {
        long most = words / ((long) WinogradVariant.POSITIONS * channels) / VECTOR * VECTOR;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, most));
    }

    /** {@return this, as the kernels take it} */
    List<Object> arguments() {
        return List.of(
                first,
                count,
                padded(),
                sizes(),
                before(first, fullRows, columns),
                before(first, rows, fullColumns),
                before(first, fullRows, fullColumns));
    }

    /** {@return an image's tiles: rows and columns, of all and of full tiles} */
    List<Object> sizes() {
        return List.of(rows, columns, fullRows, fullColumns);
    }

    private static int tiles(int length, int side) {
        return (length + side - 1) / side;
    }

    /** Of the tiles along an axis, those with more than two outputs; all of them if tiles have no more. */
    private static int fullTiles(int length, int side) {
        return side > 2 ? (length + side - 3) / side : tiles(length, side);
    }
}

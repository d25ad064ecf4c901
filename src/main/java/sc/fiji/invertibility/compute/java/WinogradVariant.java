package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Shape;

/** How Winograd filtering cuts a map into tiles, and what a row of its products is. */
enum WinogradVariant {
    /** Tiles of 4×4 outputs; a row is many tiles of one output. */
    F4X4_TILE_ROWS(4, false),
    /** Tiles of 4×4 outputs; a row is all outputs of one tile. */
    F4X4_CHANNEL_ROWS(4, true),
    /** Tiles of 2×2 outputs, with less than half the weights; a row is all outputs of one tile. */
    F2X2(2, true);

    /** Bytes of transformed weights beyond which they are read from memory each time. */
    private static final long CACHED = 1 << 24;

    /** Products that take as long as reading a weight from memory. */
    private static final int READING = 16;

    private final int outputs;
    private final boolean wide;

    WinogradVariant(int outputs, boolean wide) {
        this.outputs = outputs;
        this.wide = wide;
    }

    /** The faster one for a map: rows are to be long, and the weights of few tiles take longer than the products. */
    static WinogradVariant of(Shape output, int inputs) {
        if (F4X4_TILE_ROWS.tiles(output) >= output.channels()) return F4X4_TILE_ROWS;
        boolean cached = (long) F4X4_CHANNEL_ROWS.positions() * inputs * output.channels() * Float.BYTES <= CACHED;
        return cached || F4X4_CHANNEL_ROWS.time(output) <= F2X2.time(output) ? F4X4_CHANNEL_ROWS : F2X2;
    }

    /** Outputs of a tile along each axis. */
    int outputs() {
        return outputs;
    }

    /** Inputs that these need, along each axis. */
    int inputs() {
        return outputs + 2;
    }

    /** Places of a transformed tile. */
    int positions() {
        return inputs() * inputs();
    }

    /** Whether a row has all outputs of one tile. */
    boolean wide() {
        return wide;
    }

    /** Tiles that cover a map. */
    long tiles(Shape output) {
        return (long) OutputTile.ceiling(output.height(), outputs) * OutputTile.ceiling(output.width(), outputs);
    }

    private long time(Shape output) {
        return positions() * (READING + tiles(output));
    }
}

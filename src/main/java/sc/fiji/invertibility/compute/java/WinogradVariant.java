package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Shape;

/** The size of the tiles that Winograd filtering divides a map into, and what a row of its products holds. */
enum WinogradVariant {
    /** Tiles of 4×4 outputs; a row holds one output of many tiles. */
    F4X4_TILE_ROWS(4, false),
    /** Tiles of 4×4 outputs; a row holds all outputs of one tile. */
    F4X4_CHANNEL_ROWS(4, true),
    /** Tiles of 2×2 outputs, with less than half the weights; a row holds all outputs of one tile. */
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

    /**
     * The fastest variant for a map: rows should be long, and with few tiles, reading the weights takes longer than the
     * products.
     */
    static WinogradVariant of(Shape output, int inputs) {
        if (F4X4_TILE_ROWS.tiles(output) >= output.channels()) return F4X4_TILE_ROWS;
        boolean cached = (long) F4X4_CHANNEL_ROWS.positions() * inputs * output.channels() * Float.BYTES <= CACHED;
        return cached || F4X4_CHANNEL_ROWS.time(output) <= F2X2.time(output) ? F4X4_CHANNEL_ROWS : F2X2;
    }

    /** Outputs of a tile along each axis. */
    int outputs() {
        return outputs;
    }

    /** Inputs that these outputs need, along each axis. */
    int inputs() {
        return outputs + 2;
    }

    /** Positions of a transformed tile. */
    int positions() {
        return inputs() * inputs();
    }

    /** Whether a row holds all outputs of one tile. */
    boolean wide() {
        return wide;
    }

    /** The number of tiles that cover a map. */
    long tiles(Shape output) {
        return (long) OutputTile.ceiling(output.height(), outputs) * OutputTile.ceiling(output.width(), outputs);
    }

    private long time(Shape output) {
        return positions() * (READING + tiles(output));
    }
}

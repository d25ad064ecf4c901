package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Shape;

/** How minimal filtering cuts a map into tiles, and what a row of its products is. */
enum Tiling {
    /** Tiles of 4×4 outputs; a row is many tiles of one output. */
    TILES(4, false),
    /** Tiles of 4×4 outputs; a row is all outputs of one tile. */
    CHANNELS(4, true),
    /** Tiles of 2×2 outputs, with less than half the weights; a row is all outputs of one tile. */
    QUADS(2, true);

    /** Bytes of transformed weights beyond which they are read from memory each time. */
    private static final long CACHED = 1 << 24;

    /** Products that take as long as reading a weight from memory. */
    private static final int READING = 16;

    private final int outputs;
    private final boolean wide;

    Tiling(int outputs, boolean wide) {
        this.outputs = outputs;
        this.wide = wide;
    }

    /** The faster one for a map: rows are to be long, and the weights of few tiles take longer than the products. */
    static Tiling of(Shape output, int inputs) {
        if (TILES.tiles(output) >= output.channels()) return TILES;
        boolean cached = (long) CHANNELS.places() * inputs * output.channels() * Float.BYTES <= CACHED;
        return cached || CHANNELS.time(output) <= QUADS.time(output) ? CHANNELS : QUADS;
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
    int places() {
        return inputs() * inputs();
    }

    /** Whether a row has all outputs of one tile. */
    boolean wide() {
        return wide;
    }

    /** Tiles that cover a map. */
    long tiles(Shape output) {
        return (long) Tile.ceiling(output.height(), outputs) * Tile.ceiling(output.width(), outputs);
    }

    private long time(Shape output) {
        return places() * (READING + tiles(output));
    }
}

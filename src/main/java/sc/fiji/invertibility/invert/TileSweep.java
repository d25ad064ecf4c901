package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Passes over all tiles. While a device works on a tile, the heap takes what the last one gave and cuts out the next. */
final class TileSweep {

    /**
     * What is done to each tile.
     *
     * @param <T> what is made of a tile on the device
     */
    interface Pass<T> {

        /** Gives the device its work on a tile; should not wait for it. */
        T begin(Scope local, Tile tile);

        /**
         * Takes what the device made.
         *
         * @return what is still to be done on the heap, before this is called again; or null to stop the pass
         */
        Runnable end(Scope local, Tile tile, T made);
    }

    /** What is left to be done on the heap where that is nothing. */
    static final Runnable NOTHING = () -> {};

    private final TileGrid grid;
    private final Monitor monitor;
    private final TiledProgress progress;

    /**
     * @param monitor is asked before each tile whether to stop
     * @param progress hears of passes and tiles
     */
    TileSweep(TileGrid grid, Monitor monitor, TiledProgress progress) {
        this.grid = grid;
        this.monitor = monitor;
        this.progress = progress;
    }

    /**
     * Passes over all tiles.
     *
     * @param gradient whose tiles the pass asks for, or null
     * @return whether all tiles were seen
     */
    <T> boolean run(TiledGradient gradient, Pass<T> pass) {
        progress.pass();
        Runnable pending = NOTHING;
        for (Tile tile : grid.tiles())
            try (Scope local = new Scope()) {
                monitor.check();
                T made = pass.begin(local, tile);
                pending.run();
                if (gradient != null && tile.index() + 1 < grid.tiles().size())
                    gradient.prepare(grid.tiles().get(tile.index() + 1));
                pending = pass.end(local, tile, made);
                if (pending == null) return false;
                progress.tile();
            }
        pending.run();
        return true;
    }
}

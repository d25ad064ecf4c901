package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * Passes over all tiles. While the device works on a tile, the results of the previous one are processed on the heap
 * and the next one is cut out.
 *
 * @param grid the tiles
 * @param monitor is asked before each tile whether to stop
 * @param progress is notified of passes and tiles
 */
record TileSweep(TileGrid grid, Monitor monitor, TiledProgress progress) {

    /**
     * The work on each tile.
     *
     * @param <T> the result for a tile on the device
     */
    interface Pass<T> {

        /** Queues the work on a tile on the device; should not wait for it. */
        T begin(Scope local, Tile tile);

        /**
         * Receives the device's result.
         *
         * @return the work that remains to be done on the heap before this is called again, or null to stop the pass
         */
        Runnable end(Scope local, Tile tile, T made);
    }

    /** The remaining work if there is none. */
    static final Runnable NOTHING = () -> {};

    /**
     * Passes over all tiles.
     *
     * @param gradient the gradient whose tiles the pass uses, or null
     * @return whether all tiles were visited
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

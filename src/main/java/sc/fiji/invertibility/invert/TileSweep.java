package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * Passes over all tiles of a signal, whose activations are computed tile by tile. While a device filters and pools
 * a tile, the heap takes what the last one gave and cuts out the next.
 */
final class TileSweep {

    /** Makes a code of a tile's activations. */
    @FunctionalInterface
    interface Pool {
        Pooled of(Scope local, Tile tile, FeatureMap h);
    }

    /** Hears of a tile's code, and may change it. */
    @FunctionalInterface
    interface Visit {

        /** False stops the pass. */
        boolean goesOn(Tile tile, Pooled z);
    }

    private static final Runnable NOTHING = () -> {};

    private final Engine engine;
    private final TileGrid grid;
    private final PackedFilters w;
    private final Unpooling unpooling;
    private final Monitor monitor;
    private final Room windows = new Room();
    private final Room images = new Room();
    private final Room winners = new Room();

    /**
     * @param w the bank, without padding
     * @param monitor is asked before each tile whether to stop
     */
    TileSweep(Engine engine, TileGrid grid, PackedFilters w, Unpooling unpooling, Monitor monitor) {
        this.engine = engine;
        this.grid = grid;
        this.w = w;
        this.unpooling = unpooling;
        this.monitor = monitor;
    }

    /** Shows the code of each tile. */
    void visit(Signal residual, Pool pool, Visit visit) {
        pass(residual, pool, visit, null, false);
    }

    /**
     * Shows the code of each tile, and collects what then is left of it.
     *
     * @param result is closed if anything is thrown or the pass is stopped
     * @param keeps whether the code itself is collected
     * @return whether all tiles were seen
     */
    boolean collect(Signal residual, Pool pool, Visit visit, TiledCode result, boolean keeps) {
        boolean done = false;
        try {
            done = pass(residual, pool, visit, result, keeps);
            return done;
        } finally {
            // Also when the heap is full: the store may be a file.
            if (!done) result.close();
        }
    }

    private boolean pass(Signal residual, Pool pool, Visit visit, TiledCode result, boolean keeps) {
        Runnable pending = NOTHING;
        Img<FloatType> window = window(residual, 0);
        for (Tile tile : grid.tiles())
            try (Scope local = new Scope()) {
                monitor.check();
                Pooled z = pooled(local, tile, window, pool);
                pending.run();
                pending = NOTHING;
                window = window(residual, tile.index() + 1);
                if (!visit.goesOn(tile, z)) return false;
                if (result != null) pending = collected(local, tile, z, result, keeps);
            }
        pending.run();
        return true;
    }

    private Pooled pooled(Scope local, Tile tile, Img<FloatType> window, Pool pool) {
        try (Scope activations = new Scope()) {
            FeatureMap x = engine.upload(activations, window);
            return pool.of(local, tile, engine.convolve(activations, x, w, Rectification.NONE));
        }
    }

    /** Gives what adds a tile to the result, once there is time for it, and before the next tile is collected. */
    private Runnable collected(Scope local, Tile tile, Pooled z, TiledCode result, boolean keeps) {
        FeatureMap image = engine.synthesise(local, z, unpooling, w, tile.inputHeight(), tile.inputWidth());
        FeatureMap won = result.isPassing() ? null : engine.winners(local, z);
        result.add(engine.nonzeros(z), result.isPassing() ? engine.dot(z.values(), z.values()) : 0);
        float[] imageOnHeap = downloaded(image, images);
        float[] winnersOnHeap = won == null ? null : downloaded(won, winners);
        Code code = keeps ? engine.downloadCode(z) : null;
        return () -> {
            result.image().addWindow(tile.inputX(), tile.inputY(), tile.inputWidth(), tile.inputHeight(), imageOnHeap);
            if (winnersOnHeap != null)
                result.winners().addWindow(tile.x(), tile.y(), tile.width(), tile.height(), winnersOnHeap);
            if (code != null) result.put(tile, code);
        };
    }

    private float[] downloaded(FeatureMap map, Room room) {
        float[] values = room.of(map.shape().size());
        engine.download(map, values);
        return values;
    }

    /** The input of a tile, or null after the last one. */
    private Img<FloatType> window(Signal residual, int index) {
        if (index == grid.tiles().size()) return null;
        Tile tile = grid.tiles().get(index);
        int width = tile.inputWidth(),
                height = tile.inputHeight(),
                channels = residual.shape().channels();
        float[] values = windows.of((long) width * height * channels);
        residual.copyWindow(tile.inputX(), tile.inputY(), width, height, values);
        return ArrayImgs.floats(values, width, height, channels);
    }
}

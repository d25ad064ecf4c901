package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Pools z + μg, tile by tile.
 *
 * @param z the code, or null for zero: then g is Wx
 * @param mu the step μ
 * @param gradient g
 */
record TileStep(Engine engine, PoolingModel model, TileSweep sweep, TiledCode z, double mu, TiledGradient gradient) {

    /** Takes a tile of the pooled step. */
    @FunctionalInterface
    interface Visit {

        /**
         * Takes the tile.
         *
         * @param next the pooled step, which may be changed
         * @param before the code before it, which may be changed, or null for zero
         * @return what is still to be done on the heap, or null to stop the pass
         */
        Runnable of(Scope local, Tile tile, Pooled next, Pooled before);
    }

    private record Made(Pooled next, Pooled before) {}

    /** Passes over all tiles, and tells whether all were seen. */
    boolean run(Visit visit) {
        return sweep.run(gradient, new TileSweep.Pass<Made>() {
            @Override
            public Made begin(Scope local, Tile tile) {
                Pooled before = z == null ? null : z.tile(local, tile);
                try (Scope activations = new Scope()) {
                    return new Made(
                            engine.poolStep(
                                    local,
                                    before,
                                    (float) mu,
                                    gradient.of(activations, tile),
                                    model.pooling(),
                                    model.unpooling()),
                            before);
                }
            }

            @Override
            public Runnable end(Scope local, Tile tile, Made made) {
                return visit.of(local, tile, made.next, made.before);
            }
        });
    }
}

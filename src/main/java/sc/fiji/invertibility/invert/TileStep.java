package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * z + μg, pooled tile by tile.
 *
 * @param z the code, or null for zero: then g is Wx
 * @param mu the step μ
 * @param gradient g
 */
record TileStep(PoolingModel model, TiledCode z, double mu, TiledGradient gradient) {

    /** Receives the tiles of a step. */
    @FunctionalInterface
    interface Visit {

        /**
         * Receives a tile.
         *
         * @param next the pooled step, which may be changed
         * @param before the previous code, which may be changed, or null for zero
         * @return the work that remains to be done on the heap, or null to stop
         */
        Runnable of(Scope local, Tile tile, PooledCode next, PooledCode before);
    }

    private record Made(PooledCode next, PooledCode before) {}

    /** Whether the code is known in the windows of a sample. */
    boolean isSampled() {
        return z == null || z.isSampled();
    }

    /** Passes over all tiles, and tells whether all were visited. */
    boolean run(TileSweep sweep, Visit visit) {
        return run(sweep, List.of(this), List.of(visit));
    }

    /**
     * Takes several steps in one pass over all tiles.
     *
     * @param steps steps from one code along one gradient
     * @param visits receive the tiles of each; if one stops, the others continue
     * @return whether any of them visited all tiles
     */
    static boolean run(TileSweep sweep, List<TileStep> steps, List<Visit> visits) {
        TiledGradient gradient = steps.get(0).gradient;
        List<Visit> going = new ArrayList<>(visits);
        return sweep.run(gradient, new TileSweep.Pass<List<Made>>() {
            @Override
            public List<Made> begin(Scope local, Tile tile) {
                List<Made> made = new ArrayList<>();
                try (Scope activations = new Scope()) {
                    int uses = (int) going.stream().filter(Objects::nonNull).count();
                    TileGradient g = gradient.of(activations, tile, uses);
                    for (int i = 0; i < steps.size(); i++)
                        made.add(going.get(i) == null ? null : steps.get(i).pooled(local, tile, g));
                }
                return made;
            }

            @Override
            public Runnable end(Scope local, Tile tile, List<Made> made) {
                List<Runnable> left = new ArrayList<>();
                for (int i = 0; i < steps.size(); i++) {
                    if (going.get(i) == null) continue;
                    Runnable more = going.get(i).of(local, tile, made.get(i).next, made.get(i).before);
                    if (more == null) going.set(i, null);
                    else left.add(more);
                }
                return left.isEmpty() ? null : () -> left.forEach(Runnable::run);
            }
        });
    }

    private Made pooled(Scope local, Tile tile, TileGradient g) {
        PooledCode before = z == null ? null : z.tile(local, tile);
        return new Made(g.poolStep(local, before, mu, model), before);
    }
}

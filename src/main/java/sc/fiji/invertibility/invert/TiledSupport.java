package sc.fiji.invertibility.invert;

import java.util.function.BiConsumer;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * A gradient on the support Γ of a code, tile by tile.
 *
 * @param image adds Wᵀ of a tile to an image
 * @param z the code
 * @param gradient g
 */
record TiledSupport(
        Engine engine, Unpooling unpooling, TileSweep sweep, TileImage image, TiledCode z, TiledGradient gradient) {

    /** What a pass makes of a tile. */
    @FunctionalInterface
    private interface Begin {
        PooledCode of(Scope local, Tile tile, PooledCode support);
    }

    /**
     * Measures g_Γ and computes Wᵀg_Γ.
     *
     * @param result receives both
     * @param left bytes of the device that will be needed for other things; in the rest, tiles of g are kept
     */
    void restrict(TiledCode result, long left) {
        run(
                result,
                (local, tile, support) -> {
                    try (Scope activations = new Scope()) {
                        return gradient.ofAndKeep(activations, tile, left).restrict(local, support, unpooling);
                    }
                },
                (tile, onSupport) -> result.addSquaredNorm(engine.dot(onSupport.values(), onSupport.values())));
    }

    /**
     * Computes z + g_Γ.
     *
     * @param result receives it
     */
    void addTo(TiledCode result) {
        run(
                result,
                (local, tile, before) -> {
                    try (Scope activations = new Scope()) {
                        PooledCode after = gradient.of(activations, tile, 1).restrict(local, before, unpooling);
                        engine.axpy(1, before.values(), after.values());
                        return after;
                    }
                },
                result::put);
    }

    private void run(TiledCode result, Begin begin, BiConsumer<Tile, PooledCode> end) {
        sweep.run(gradient, new TileSweep.Pass<PooledCode>() {
            @Override
            public PooledCode begin(Scope local, Tile tile) {
                return begin.of(local, tile, z.tile(local, tile));
            }

            @Override
            public Runnable end(Scope local, Tile tile, PooledCode made) {
                end.accept(tile, made);
                return image.of(local, tile, made, result.image());
            }
        });
    }
}

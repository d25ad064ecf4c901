package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/** Wᵀz of a tile, on its way from the device to the image that it is part of. */
final class TileImage {

    private final Engine engine;
    private final PackedFilters w;
    private final Unpooling unpooling;
    private final ScratchArray scratch = new ScratchArray();

    /**
     * @param w the bank, without padding
     */
    TileImage(Engine engine, PackedFilters w, Unpooling unpooling) {
        this.engine = engine;
        this.w = w;
        this.unpooling = unpooling;
    }

    /**
     * Takes a tile from the device, and returns the task that adds it to an image, to be run before the next tile is
     * taken.
     */
    Runnable of(Scope local, Tile tile, PooledCode z, Signal image) {
        FeatureMap x = engine.synthesise(
                local, z, unpooling, w, tile.inputY().length(), tile.inputX().length());
        float[] values = scratch.of(x.shape().size());
        engine.download(x, values);
        return () -> image.window(tile.inputX(), tile.inputY()).add(values);
    }
}

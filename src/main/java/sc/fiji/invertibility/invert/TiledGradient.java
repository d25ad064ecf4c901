package sc.fiji.invertibility.invert;

import java.util.Arrays;
import java.util.Objects;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.invert.TileGrid.Tile;

/**
 * W(x − x̂) in tiles, each computed when it is needed; some are kept on the device for the next time, if it has space.
 */
final class TiledGradient implements AutoCloseable {

    /**
     * What all gradients of an image share.
     *
     * @param w the bank, without padding
     * @param scratch holds a tile's input
     * @param device the budget on the device for keeping tiles
     */
    record Source(Engine engine, PackedFilters w, TileGrid grid, Signal x, ScratchArray scratch, CacheBudget device) {

        /** The same for another signal in the place of x, of which no tiles are kept. */
        Source of(Signal other) {
            return new Source(engine, w, grid, other, new ScratchArray(), new CacheBudget(0));
        }

        /** Bytes of all tiles. */
        long bytes() {
            return grid.tiles().stream().mapToLong(grid::bytesOfActivations).sum();
        }
    }

    private final Source source;
    private final Signal xHat;
    private final Scope scope = new Scope();
    private final FeatureMap[] kept;
    private int prepared = -1;

    /**
     * @param xHat the reconstruction x̂ so far, or null for zero; must stay open as long as this does
     */
    TiledGradient(Source source, Signal xHat) {
        this.source = source;
        this.xHat = xHat;
        this.kept = new FeatureMap[source.grid.tiles().size()];
    }

    /** Does what can be done for a tile on the heap while the device is busy with another. */
    void prepare(Tile tile) {
        if (kept[tile.index()] != null || prepared == tile.index()) return;
        copyWindow(
                tile.inputX(),
                tile.inputY(),
                source.scratch.of((long) tile.inputX().length() * tile.inputY().length() * channels()));
        prepared = tile.index();
    }

    /**
     * The gradient of a tile.
     *
     * @param uses how often it will be used
     */
    TileGradient of(Scope local, Tile tile, int uses) {
        if (kept[tile.index()] != null) return of(kept[tile.index()]);
        FeatureMap residual = residual(local, tile);
        return uses > 1 ? of(convolved(local, residual)) : new TileGradient(source.engine, null, residual, source.w);
    }

    /**
     * The gradient of a tile for a single use, but kept if the device has space.
     *
     * @param left bytes that will be needed for other things
     */
    TileGradient ofAndKeep(Scope local, Tile tile, long left) {
        long bytes = source.grid.bytesOfActivations(tile);
        if (!source.device.take(bytes, left)) return of(local, tile, 1);
        scope.own(() -> source.device.giveBack(bytes));
        kept[tile.index()] = convolved(scope, residual(local, tile));
        return of(kept[tile.index()]);
    }

    private TileGradient of(FeatureMap map) {
        return new TileGradient(source.engine, map, null, source.w);
    }

    private FeatureMap convolved(Scope owner, FeatureMap residual) {
        return source.engine.convolve(owner, residual, source.w, Rectification.NONE);
    }

    /** Whether all tiles are kept. */
    boolean isKept() {
        return Arrays.stream(kept).allMatch(Objects::nonNull);
    }

    private FeatureMap residual(Scope local, Tile tile) {
        prepare(tile);
        prepared = -1;
        Img<FloatType> window = ArrayImgs.floats(
                source.scratch.of(0), tile.inputX().length(), tile.inputY().length(), channels());
        return source.engine.upload(local, window);
    }

    /** Copies a window of x − x̂, which may extend beyond the border, where it is filled with zeros. */
    void copyWindow(Span columns, Span rows, float[] values) {
        source.x.window(columns, rows).copyTo(values);
        if (xHat != null) xHat.window(columns, rows).subtractFrom(values);
    }

    int channels() {
        return source.x.shape().channels();
    }

    @Override
    public void close() {
        scope.close();
    }
}

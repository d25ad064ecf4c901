package sc.fiji.invertibility.invert;

import java.util.function.Supplier;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * A layer that is too large for the device: signals lie on the heap, activations are never whole. Every
 * step is a sweep over tiles that computes their activations anew from the residual. k is chosen over the
 * whole image: a few sweeps only count (see {@link LargestUnits}), then one keeps.
 */
final class TiledLayer implements InvertibleLayer<Signal, Signal, TiledCode> {

    private final Engine engine;
    private final PoolingModel model;
    private final TileGrid grid;
    private final Supplier<CodeStore> stores;
    private final boolean withPlaces;
    private final Monitor monitor;
    private final Signal x;
    private final Scope scope = new Scope();
    private final PackedFilters w;

    /**
     * @param bank the bank whose activations are pooled, with the padding that the grid was made for
     * @param stores makes a store for a code, or null where a code is not asked for again
     * @param monitor is asked before each tile whether to stop
     */
    TiledLayer(
            Engine engine,
            FilterBank bank,
            PoolingModel model,
            Signal x,
            TileGrid grid,
            Supplier<CodeStore> stores,
            boolean withPlaces,
            Monitor monitor) {
        this.engine = engine;
        this.model = model;
        this.x = x;
        this.grid = grid;
        this.stores = stores;
        this.withPlaces = withPlaces;
        this.monitor = monitor;
        this.w = engine.pack(scope, bank.withPadding(Padding.VALID));
    }

    @Override
    public Signal gradient(Signal xHat) {
        return xHat == null ? x : Signal.difference(x, 1, xHat);
    }

    @Override
    public TiledCode threshold(TiledCode z, double mu, Signal residual) {
        long units = model.pooling().pooledShape(grid.activations()).size();
        LargestUnits largest = LargestUnits.of(model.kept(units), units);
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            for (Tile tile : grid.tiles())
                try (Scope local = new Scope()) {
                    Pooled step = poolStep(local, tile, z, mu, residual);
                    engine.count(step, tile.origin(), largest.digit(), counts);
                }
            largest.accept(counts);
        }
        CodeStore store = stores.get();
        TiledCode result = TiledCode.empty(store, model.pooling(), grid.activations(), x.shape(), withPlaces);
        return sweep(result, store != null || withPlaces, (local, tile) -> {
            Pooled step = poolStep(local, tile, z, mu, residual);
            engine.keep(step, tile.origin(), largest.cutoff());
            return step;
        });
    }

    @Override
    public TiledCode restrict(Signal residual, TiledCode z) {
        TiledCode result = TiledCode.passing(model.pooling(), grid.activations(), x.shape());
        return sweep(result, false, (local, tile) -> {
            Pooled support = engine.uploadCode(local, z.tile(tile));
            return engine.restrict(local, activations(local, tile, residual), support, model.unpooling());
        });
    }

    /** Computes a tile of a code. */
    private interface TileOfCode {
        Pooled compute(Scope local, Tile tile);
    }

    private TiledCode sweep(TiledCode result, boolean keeps, TileOfCode code) {
        try {
            for (Tile tile : grid.tiles())
                try (Scope local = new Scope()) {
                    Pooled z = code.compute(local, tile);
                    result.add(engine.dot(z.values(), z.values()), engine.nonzeros(z));
                    FeatureMap image =
                            engine.synthesise(local, z, model.unpooling(), w, tile.inputHeight(), tile.inputWidth());
                    result.image().add(engine.download(image), tile.inputX(), tile.inputY());
                    if (result.winners() != null)
                        result.winners().add(engine.download(engine.winners(local, z)), tile.x(), tile.y());
                    if (keeps) result.put(tile, engine.downloadCode(z));
                }
            return result;
        } catch (RuntimeException | Error e) {
            // Also when the heap is full: the store may be a file.
            result.close();
            throw e;
        }
    }

    private Pooled poolStep(Scope local, Tile tile, TiledCode z, double mu, Signal residual) {
        Pooled current = z == null ? null : engine.uploadCode(local, z.tile(tile));
        FeatureMap g = activations(local, tile, residual);
        return engine.poolStep(local, current, (float) mu, g, model.pooling(), model.unpooling());
    }

    private FeatureMap activations(Scope local, Tile tile, Signal residual) {
        monitor.check();
        FeatureMap window = engine.upload(
                local, residual.window(tile.inputX(), tile.inputY(), tile.inputWidth(), tile.inputHeight()));
        return engine.convolve(local, window, w, Rectification.NONE);
    }

    @Override
    public Signal synthesise(TiledCode z) {
        return z.image();
    }

    @Override
    public double squaredNorm(TiledCode z) {
        return z.squaredNorm();
    }

    @Override
    public double dot(Signal a, Signal b) {
        return a.dot(b);
    }

    @Override
    public double squaredDistance(Signal a, Signal b) {
        return a.squaredDistance(1, b, null);
    }

    @Override
    public CodeDifference compare(TiledCode a, TiledCode b) {
        double squaredDistance = 0;
        boolean sameSupport = true;
        for (Tile tile : grid.tiles())
            try (Scope local = new Scope()) {
                CodeDifference difference = engine.compare(
                        engine.uploadCode(local, a.tile(tile)),
                        engine.uploadCode(local, b.tile(tile)),
                        model.unpooling());
                squaredDistance += difference.squaredDistance();
                sameSupport &= difference.sameSupport();
            }
        return new CodeDifference(squaredDistance, sameSupport);
    }

    @Override
    public double inputSquaredNorm() {
        return x.dot(x);
    }

    @Override
    public double inputDot(Signal xHat) {
        return x.dot(xHat);
    }

    @Override
    public Img<FloatType> errors(Signal xHat, double factor) {
        float[] errors = new float[Math.toIntExact(x.shape().pixels())];
        xHat.squaredDistance(factor, x, errors);
        return ArrayImgs.floats(errors, x.shape().width(), x.shape().height());
    }

    @Override
    public Img<FloatType> image(Signal xHat, double factor) {
        if (factor != 1) xHat.scale(factor);
        return xHat.image();
    }

    @Override
    public long nonzeros(TiledCode z) {
        return z.nonzeros();
    }

    @Override
    public Img<FloatType> winners(TiledCode z) {
        return z.winners().channel(0);
    }

    @Override
    public Img<UnsignedShortType> places(TiledCode z) {
        return z.places().image();
    }

    @Override
    public void close() {
        scope.close();
    }
}

package sc.fiji.invertibility.invert;

import java.util.function.Supplier;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.invert.TileGrid.Tile;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * A layer that is too large for the device: signals lie on the heap, activations are never whole. Every
 * step is a pass over tiles that computes their activations anew from the residual. k is chosen over the
 * whole image (see {@link TiledSelection}).
 */
final class TiledLayer implements InvertibleLayer<Signal, Signal, TiledCode> {

    private final Engine engine;
    private final PoolingModel model;
    private final TileGrid grid;
    private final Signal x;
    private final Scope scope = new Scope();
    private final TileSweep sweep;
    private final TiledSelection selection;

    /**
     * @param bank the bank whose activations are pooled, with the padding that the grid was made for
     * @param stores makes a store for a code, or null where a code is not asked for again
     * @param mostUndecided how many units may lie on the heap until it is known whether they are kept
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
            long mostUndecided,
            Monitor monitor) {
        this.engine = engine;
        this.model = model;
        this.x = x;
        this.grid = grid;
        PackedFilters w = engine.pack(scope, bank.withPadding(Padding.VALID));
        sweep = new TileSweep(engine, grid, w, model.unpooling(), monitor);
        CutoffSample sample = new CutoffSample(bank, model, grid);
        selection = new TiledSelection(
                engine,
                model,
                grid,
                new UnitTranspose(bank, model.block(), model.unpooling()),
                (z, mu, residual, part) -> CutoffGuess.of(sample.units(engine, w, mu, residual, z), part),
                () -> TiledCode.empty(stores.get(), model.pooling(), grid.activations(), x.shape(), withPlaces),
                mostUndecided);
    }

    /** How often all tiles were passed over to select the largest units. */
    int passes() {
        return selection.passes();
    }

    @Override
    public Signal gradient(Signal xHat) {
        return xHat == null ? x : Signal.difference(x, 1, xHat);
    }

    @Override
    public TiledCode threshold(TiledCode z, double mu, Signal residual) {
        TileSweep.Pool step = (local, tile, g) -> engine.poolStep(
                local,
                z == null ? null : engine.uploadCode(local, z.tile(tile)),
                (float) mu,
                g,
                model.pooling(),
                model.unpooling());
        return selection.keepLargest(sweep, residual, step, mu, z);
    }

    @Override
    public TiledCode restrict(Signal residual, TiledCode z) {
        TiledCode result = TiledCode.passing(model.pooling(), grid.activations(), x.shape());
        TileSweep.Pool onSupport = (local, tile, g) ->
                engine.restrict(local, g, engine.uploadCode(local, z.tile(tile)), model.unpooling());
        sweep.collect(residual, onSupport, (tile, code) -> true, result, false);
        return result;
    }

    @Override
    public Signal synthesise(TiledCode z) {
        return z.image();
    }

    @Override
    public double squaredNorm(TiledCode z) {
        return z.squaredNorm(grid.tiles());
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

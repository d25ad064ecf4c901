package sc.fiji.invertibility.invert;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.loops.LoopBuilder;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.ShrinkingSteps;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * A layer that is too large for the device: signals are on the heap, and activations never exist as a whole. Every step
 * is a pass over tiles; k units are chosen over the whole image (see {@link TiledSelection}).
 */
final class TiledLayer extends HeapSignals implements InvertibleLayer<Signal, TiledGradient, TiledCode> {

    private final Engine engine;
    private final PoolingModel model;
    private final TileGrid grid;
    private final Signal x;
    private final boolean withSwitches;
    private final Scope scope = new Scope();
    private final TiledProgress progress;
    private final TileSweep sweep;
    private final TileImage image;
    private final ShrinkingSteps.Habit habit = new ShrinkingSteps.Habit();
    private final TiledGradient.Source gradients;
    private final CodeRoom room;
    private final TiledSelection selection;
    private final TileStore.Place storage;

    /**
     * @param bank the bank whose activations are pooled, with the padding that the grid was made for
     * @param storage where tiles are kept; null if none are needed again
     * @param mostCandidates the largest number of units on the heap that are not yet known to be kept
     * @param monitor is asked before each tile whether to stop, and notified of each
     */
    TiledLayer(
            Engine engine,
            FilterBank bank,
            PoolingModel model,
            InversionSettings settings,
            Signal x,
            TileGrid grid,
            TileStore.Place storage,
            long mostCandidates,
            Monitor monitor) {
        super(x);
        this.engine = engine;
        this.model = model;
        this.grid = grid;
        this.x = x;
        this.withSwitches = settings.switchImage();
        this.storage = storage;
        boolean normalised = settings.step() != StepRule.UNIT;
        progress = new TiledProgress(
                monitor, settings.iterations(), normalised ? 3 : 1, grid.tiles().size());
        sweep = new TileSweep(grid, monitor, progress);
        PackedFilters w = engine.pack(scope, bank.withPadding(Padding.VALID));
        image = new TileImage(engine, w, model.unpooling());
        gradients = new TiledGradient.Source(
                engine, w, grid, x, new ScratchArray(), storage == null ? new CacheBudget(0) : storage.device());
        room = new CodeRoom(gradients, habit);
        StepCollector.Tools tools = new StepCollector.Tools(
                engine,
                model,
                grid,
                w,
                new UnitAdjoint(bank, model.block(), model.unpooling()),
                () -> TiledCode.empty(engine, pool().zeros(), storage == null ? null : new TileStore(storage)),
                normalised,
                withSwitches);
        CutoffSample sample = new CutoffSample(engine, w, bank, model, grid);
        // The code's own windows, and those of two steps.
        if (model.keep() < 100) gradients.device().take(3 * sample.bytes(), 0);
        selection = new TiledSelection(tools, sweep, sample, CutoffEstimate::of, mostCandidates);
    }

    /** Reports the progress of the passes instead of the progress it is given. */
    Monitor monitor() {
        return progress.monitor();
    }

    @Override
    public TiledGradient gradient(Signal xHat) {
        progress.iteration();
        return new TiledGradient(gradients, xHat);
    }

    @Override
    public TiledGradient analysed(Signal u) {
        return new TiledGradient(gradients.of(u), null);
    }

    @Override
    public TiledCode corrected(TiledCode z, TiledGradient g) {
        return Scope.handedOver(owner -> {
            TiledCode result = owner.own(TiledCode.empty(engine, pool().zeros(), new TileStore(storage)));
            new TiledSupport(engine, model.unpooling(), sweep, image, z, g).addTo(result);
            return result;
        });
    }

    @Override
    public boolean projects() {
        return model.projects();
    }

    @Override
    public boolean rectified() {
        return model.activation() != Activation.NONE;
    }

    @Override
    public TiledCode threshold(TiledCode z, double mu, TiledGradient g) {
        return selection.keepLargest(List.of(new TileStep(model, z, mu, g))).get(0);
    }

    @Override
    public ShrinkingSteps<Signal, TiledCode> steps(
            TiledCode z, Signal xHat, double shrinkage, TiledGradient g, boolean more) {
        // If the gradient is kept, a separate pass for each step is hardly slower.
        return new TiledSteps(
                this,
                z,
                xHat,
                selection,
                exactLength(z, g),
                shrinkage,
                mu -> new TileStep(model, z, mu, g),
                count -> !g.isKept() && room.holds(count, z) && pool().holds(count),
                habit);
    }

    @Override
    public TiledCode scaled(TiledCode z, double factor) {
        return z.times(factor, pool().zeros());
    }

    @Override
    public Signal signalOf(TiledCode scaled, double factor, Signal xHat) {
        return scaled.image();
    }

    @Override
    public TiledCode restrict(TiledGradient g, TiledCode z) {
        return Scope.handedOver(owner -> {
            TiledCode result = owner.own(TiledCode.empty(engine, pool().zeros(), null));
            new TiledSupport(engine, model.unpooling(), sweep, image, z, g).restrict(result, room.forNextCodes(z));
            return result;
        });
    }

    @Override
    public Signal synthesise(TiledCode z) {
        return z.image();
    }

    @Override
    public double squaredNorm(TiledCode z) {
        return z.squaredNorm();
    }

    /** Was measured while the step was taken. */
    @Override
    public CodeDifference compare(TiledCode next, TiledCode z) {
        return next.change();
    }

    @Override
    public double inputSquaredNorm() {
        return x.dot(x);
    }

    @Override
    public Pending<Measured> measure(TiledCode z, Signal xHat, double factor) {
        float[] errors = new float[Math.toIntExact(x.shape().pixels())];
        xHat.errors(factor, x, errors);
        double squaredError = 0;
        for (float error : errors) squaredError += (double) error * error;
        Img<FloatType> image =
                ArrayImgs.floats(errors, x.shape().width(), x.shape().height());
        return Pending.of(new Measured(image, squaredError, z.nonzeros()));
    }

    @Override
    public Pending<Img<FloatType>> image(Signal xHat, double factor) {
        if (factor != 1) xHat.scale(factor);
        return Pending.of(xHat.image());
    }

    @Override
    public Pending<Img<FloatType>> winners(TiledCode z) {
        Img<FloatType> winners = marks(z).winners().channel(0);
        float share = 1f / grid.activations().channels();
        // In place: a second map of a large image might not fit onto the heap.
        LoopBuilder.setImages(winners).multiThreaded().forEachPixel(count -> count.mul(share));
        return Pending.of(winners);
    }

    @Override
    public Img<UnsignedShortType> switchImage(TiledCode z) {
        return marks(z).switchImage().image();
    }

    private WinnerMap marks(TiledCode z) {
        if (z.marks() == null) z.setMarks(WinnerMap.of(engine, model.pooling(), grid, withSwitches, sweep, z));
        return z.marks();
    }

    @Override
    public void close() {
        scope.close();
    }
}

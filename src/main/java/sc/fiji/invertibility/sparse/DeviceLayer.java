package sc.fiji.invertibility.sparse;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** A layer with its input, both on the device as a whole. */
public class DeviceLayer extends DeviceSignals implements CodingLayer<FeatureMap, FeatureMap, PooledCode> {

    private final Engine engine;
    private final PoolingModel model;
    private final PackedFilters w;
    private final FeatureMap x;
    private final ShrinkingSteps.Habit habit = new ShrinkingSteps.Habit();
    private final GuessedGradient gradients = new GuessedGradient(this::convolved);

    /**
     * Brings a layer to a device.
     *
     * @param engine the device; stays open
     * @param bank W, before the negatives of CReLU are added
     * @param model the sparsity model
     * @param x the input with the axes (x, y, channel)
     */
    public DeviceLayer(Engine engine, FilterBank bank, PoolingModel model, RandomAccessibleInterval<FloatType> x) {
        super(engine, x);
        this.engine = engine;
        this.model = model;
        this.x = input();
        try {
            this.w = Scope.handedOver(
                    owner -> engine.pack(owner, model.activation().bank(bank)));
        } catch (RuntimeException e) {
            super.close();
            throw e;
        }
    }

    @Override
    public FeatureMap gradient(FeatureMap xHat) {
        return gradients.of(xHat);
    }

    /** Computes the gradient of a signal that will probably be asked for, if there is memory for it. */
    void guess(FeatureMap xHat) {
        gradients.guess(xHat);
    }

    private FeatureMap convolved(FeatureMap xHat) {
        try (Scope local = new Scope()) {
            return analysed(residual(local, xHat));
        }
    }

    private FeatureMap residual(Scope local, FeatureMap xHat) {
        return xHat == null ? x : engine.combined(local, 1, x, -1, xHat);
    }

    @Override
    public FeatureMap analysed(FeatureMap u) {
        return Scope.handedOver(owner -> engine.convolve(owner, u, w, Rectification.NONE));
    }

    @Override
    public PooledCode corrected(PooledCode z, FeatureMap g) {
        return Scope.handedOver(owner -> {
            PooledCode result = engine.restrict(owner, g, z, model.unpooling());
            engine.axpy(1, z.values(), result.values());
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
    public PooledCode threshold(PooledCode z, double mu, FeatureMap g) {
        return Scope.handedOver(owner -> {
            PooledCode next = engine.poolStep(owner, z, (float) mu, g, model.pooling(), model.unpooling());
            return keepLargest(next);
        });
    }

    /** Without a map of the gradient, if the engine does not need one. */
    @Override
    public PooledCode unitStep(PooledCode z, FeatureMap xHat) {
        try (Scope local = new Scope()) {
            FeatureMap u = residual(local, xHat);
            return Scope.handedOver(
                    owner -> keepLargest(engine.poolStep(owner, z, 1, u, w, model.pooling(), model.unpooling())));
        }
    }

    private PooledCode keepLargest(PooledCode z) {
        engine.keepLargest(z, model.kept(z.values().shape().size()));
        return z;
    }

    /** 𝕄(z + μᵢg, k) for several lengths μᵢ. */
    List<PooledCode> thresholds(Scope owner, PooledCode z, Pending<double[]> mu, FeatureMap g) {
        long kept = model.kept(z.values().shape().size());
        return engine.thresholdedSteps(owner, z, mu, g, model.pooling(), model.unpooling(), kept);
    }

    /** The exact length of a step divided by some numbers. */
    Pending<double[]> lengths(PooledCode z, FeatureMap g, double... divisors) {
        Shape shape = x.shape();
        return engine.exactLengths(z, g, model.unpooling(), w, shape.height(), shape.width(), divisors);
    }

    @Override
    public double exactLength(PooledCode z, FeatureMap g) {
        try (Pending<double[]> length = lengths(z, g, 1)) {
            beforeWaiting();
            return length.get()[0];
        }
    }

    @Override
    public ShrinkingSteps<FeatureMap, PooledCode> steps(
            PooledCode z, FeatureMap xHat, double shrinkage, FeatureMap g, boolean more) {
        return worksAhead()
                ? StepsAhead.of(this, z, xHat, g, shrinkage, habit, more)
                : CodingLayer.super.steps(z, xHat, shrinkage, g, more);
    }

    @Override
    public PooledCode scaled(PooledCode z, double factor) {
        return Scope.handedOver(owner -> {
            PooledCode result = engine.recode(owner, z.values(), z);
            engine.scale((float) factor, result.values());
            return result;
        });
    }

    @Override
    public PooledCode restrict(FeatureMap g, PooledCode z) {
        return Scope.handedOver(owner -> engine.restrict(owner, g, z, model.unpooling()));
    }

    @Override
    public FeatureMap synthesise(PooledCode z) {
        return Scope.handedOver(owner -> synthesise(owner, List.of(z)).get(0));
    }

    @Override
    public FeatureMap lastingSignal(PooledCode z) {
        return synthesise(z);
    }

    /** Wᵀz of several codes. */
    List<FeatureMap> synthesise(Scope owner, List<PooledCode> z) {
        Shape shape = x.shape();
        return engine.synthesiseAll(owner, z, model.unpooling(), w, shape.height(), shape.width());
    }

    @Override
    public double squaredNorm(PooledCode z) {
        return engine.dot(z.values(), z.values());
    }

    @Override
    public double[] squaredNorms(PooledCode z, FeatureMap x) {
        List<FeatureMap> both = List.of(z.values(), x);
        return engine.dots(both, both);
    }

    @Override
    public double[] norms(PooledCode z, FeatureMap x, FeatureMap y) {
        return engine.dots(List.of(z.values(), x, x), List.of(z.values(), x, y));
    }

    @Override
    public CodeDifference compare(PooledCode a, PooledCode b) {
        return engine.compare(a, b, model.unpooling());
    }

    @Override
    public IterateDifference change(PooledCode a, PooledCode b, FeatureMap x, FeatureMap y) {
        return engine.change(a, b, model.unpooling(), x, y);
    }

    /** What {@link #change} returns for each of several codes and their signals; the lengths are known then, too. */
    Pending<List<IterateDifference>> startChanges(
            List<PooledCode> a, PooledCode b, List<FeatureMap> x, FeatureMap y, Pending<double[]> lengths) {
        return engine.startChanges(a, b, model.unpooling(), x, y, lengths);
    }

    @Override
    public void close() {
        try {
            gradients.close();
            w.close();
        } finally {
            super.close();
        }
    }
}

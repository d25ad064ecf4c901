package sc.fiji.invertibility.sparse;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SignalChange;

/** Signals of the size of an input x, all on the device as a whole. */
public class DeviceSignals implements SignalSpace<FeatureMap>, AutoCloseable {

    private static final Pending<double[]> NO_LENGTHS = Pending.of(new double[0]);

    private final Engine engine;
    private final FeatureMap x;

    /**
     * Brings an input to a device.
     *
     * @param engine the device; stays open
     * @param x the input with the axes (x, y, channel)
     */
    protected DeviceSignals(Engine engine, RandomAccessibleInterval<FloatType> x) {
        this.engine = engine;
        this.x = Scope.handedOver(owner -> engine.upload(owner, x));
    }

    /** {@return x} */
    protected FeatureMap input() {
        return x;
    }

    @Override
    public FeatureMap residual(FeatureMap xHat) {
        return Scope.handedOver(owner -> xHat == null ? engine.copy(owner, x) : engine.combined(owner, 1, x, -1, xHat));
    }

    @Override
    public FeatureMap combined(double a, FeatureMap x, double b, FeatureMap y) {
        return Scope.handedOver(owner -> engine.combined(owner, (float) a, x, (float) b, y));
    }

    @Override
    public List<FeatureMap> combinedAll(Scope owner, double a, List<FeatureMap> x, double b, List<FeatureMap> y) {
        return engine.combinedAll(owner, (float) a, x, (float) b, y);
    }

    @Override
    public double dot(FeatureMap a, FeatureMap b) {
        return engine.dot(a, b);
    }

    @Override
    public double squaredDistance(FeatureMap a, FeatureMap b) {
        return engine.squaredDistance(a, b);
    }

    @Override
    public double[] move(FeatureMap x, FeatureMap before) {
        try (Scope local = new Scope()) {
            List<FeatureMap> both = List.of(engine.combined(local, 1, x, -1, before), x);
            return engine.dots(both, both);
        }
    }

    @Override
    public double inputDot(FeatureMap xHat) {
        return engine.dot(x, xHat);
    }

    @Override
    public double[] fit(FeatureMap xHat) {
        return engine.dots(List.of(x, xHat), List.of(xHat, xHat));
    }

    @Override
    public List<SignalChange> signalChanges(List<FeatureMap> signals, FeatureMap before, double squaredErrorBefore) {
        // Without waiting, measuring less is faster.
        if (!worksAhead()) return SignalSpace.super.signalChanges(signals, before, squaredErrorBefore);
        try (Pending<List<SignalChange>> changes = startSignalChanges(signals, before, NO_LENGTHS)) {
            beforeWaiting();
            return changes.get();
        }
    }

    /** How several signals changed since another one, with everything measured; the lengths are known then, too. */
    Pending<List<SignalChange>> startSignalChanges(
            List<FeatureMap> signals, FeatureMap before, Pending<double[]> lengths) {
        return engine.startSignalChanges(signals, before, x, lengths);
    }

    @Override
    public boolean worksAhead() {
        return engine.worksAhead();
    }

    /** Is called when the device has work, and the host is about to wait for it. */
    protected void beforeWaiting() {}

    /** Frees x. */
    @Override
    public void close() {
        x.close();
    }
}

package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * What one iteration of Algorithm 1 reconstructs from the draws of a batch, and for some of them nine more iterations.
 * Every step is taken with all draws at once. The host waits for nothing until results are read, and may prepare the
 * next batch meanwhile.
 */
final class RipMeasurement implements AutoCloseable {

    private final RipBatch batch;
    private final RipLayer layer;
    private final Scope owner = new Scope();
    private final List<FeatureMap> h;
    private final List<PooledCode> onSupport;
    private final List<PooledCode> zHat;
    private final List<FeatureMap> known;
    private final List<FeatureMap> naive;
    private final List<FeatureMap> xHat;

    /** Queues the work on the engine. */
    RipMeasurement(RipBatch batch) {
        this.batch = batch;
        this.layer = batch.layer();
        Engine engine = layer.engine();
        try {
            h = layer.analyse(owner, batch.x());
            onSupport = engine.restrictAll(owner, h, batch.z(), Unpooling.SWITCHES);
            zHat = engine.poolAll(owner, h, batch.pooling());
            engine.keepLargestAll(zHat, batch.nonzeros());
            known = layer.synthesise(owner, onSupport, Unpooling.SWITCHES);
            naive = layer.synthesise(owner, zHat, Unpooling.TOP_LEFT);
            xHat = layer.synthesise(owner, zHat, Unpooling.SWITCHES);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /**
     * Waits for the results.
     *
     * @param before the previous batch, whose last draw precedes the first one of this; null if this is the first
     * @param iterated how many of these draws are followed further; may be negative
     */
    void read(RipBatch before, int iterated, RipSamples samples, Monitor monitor) {
        List<FeatureMap> x = batch.x();
        int count = x.size();
        double[] xNorms = norms(before, samples);
        h.forEach(FeatureMap::close);
        double[] errors = layer.engine().squaredDistances(joined(known, naive, xHat), joined(x, x, x));
        for (int i = 0; i < count; i++) {
            samples.add(RipQuantity.ERROR_SUPPORT_KNOWN, Math.sqrt(errors[i]) / xNorms[i]);
            samples.add(RipQuantity.ERROR_NAIVE, Math.sqrt(errors[count + i]) / xNorms[i]);
            samples.add(RipQuantity.ERROR_1, Math.sqrt(errors[2 * count + i]) / xNorms[i]);
        }
        int followed = Math.max(0, Math.min(iterated, count));
        if (followed > 0) new RipIterations(batch, followed, xNorms).run(zHat, xHat, samples, monitor);
        monitor.progress(1, null);
    }

    /** Receives the ratios of norms, and returns the norms of the signals. */
    private double[] norms(RipBatch before, RipSamples samples) {
        List<CodeSample> codes = batch.codes();
        List<FeatureMap> x = batch.x();
        // The last draw of the previous batch comes first, since each draw is added to the one before it.
        List<CodeSample> all = before == null ? codes : joined(List.of(before.lastCode()), codes);
        List<FeatureMap> signals = before == null ? x : joined(List.of(before.lastSignal()), x);
        int count = codes.size(), first = all.size() - count, pairs = all.size() - 1;
        List<FeatureMap> values = onSupport.stream().map(PooledCode::values).toList();
        double[] sums = layer.engine()
                .dots(
                        joined(signals, h, values, signals.subList(1, all.size())),
                        joined(signals, h, values, signals.subList(0, pairs)));
        double[] xNorms = new double[count];
        for (int i = 0; i < count; i++) {
            double norm = codes.get(i).norm();
            xNorms[i] = Math.sqrt(sums[first + i]);
            samples.add(RipQuantity.SYNTHESIS, xNorms[i] / norm);
            samples.add(RipQuantity.ALL_ROWS, Math.sqrt(sums[all.size() + i]) / norm);
            samples.add(RipQuantity.ON_SUPPORT, Math.sqrt(sums[all.size() + count + i]) / norm);
        }
        for (int i = 0; i < pairs; i++) {
            double product = sums[all.size() + 2 * count + i];
            double signal = Math.max(0, sums[i] + 2 * product + sums[i + 1]);
            double sum = all.get(i + 1).squaredSum(all.get(i));
            samples.add(RipQuantity.SYNTHESIS_OF_SUMS, Math.sqrt(signal / sum));
        }
        return xNorms;
    }

    @SafeVarargs
    private static <T> List<T> joined(List<T>... lists) {
        List<T> all = new ArrayList<>();
        for (List<T> list : lists) all.addAll(list);
        return all;
    }

    @Override
    public void close() {
        owner.close();
    }
}

package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.sparse.FoundCode;

/**
 * What one iteration of Algorithm 1 reconstructs from the draws of a batch, and for some of them nine more iterations.
 * Every step is taken with all draws at once. The host waits for nothing until results are read, and may prepare the
 * next batch meanwhile.
 */
final class RipMeasurement implements AutoCloseable {

    private final RipBatch batch;
    private final RipLayer layer;
    private final Scope owner = new Scope();
    private final List<PooledCode> zHat;
    private final List<FeatureMap> xHat;

    /** The draws that sums are taken of: the last one of the previous batch, if any, and those of this. */
    private final List<CodeSample> drawn;

    private final Pending<double[]> products;
    private final Pending<double[]> errors;

    /**
     * Queues the work on the engine.
     *
     * @param before the previous batch, whose last draw precedes the first one of this; null if this is the first
     */
    RipMeasurement(RipBatch batch, RipBatch before) {
        this.batch = batch;
        this.layer = batch.layer();
        // Since each draw is added to the one before it, the last draw of the previous batch comes first.
        this.drawn = before == null ? batch.codes() : joined(List.of(before.lastCode()), batch.codes());
        Engine engine = layer.engine();
        List<FeatureMap> x = batch.x();
        List<FeatureMap> signals = before == null ? x : joined(List.of(before.lastSignal()), x);
        try (Scope local = new Scope()) {
            List<FeatureMap> h = layer.analyse(local, x);
            List<PooledCode> onSupport = engine.restrictAll(local, h, batch.z(), Unpooling.SWITCHES);
            zHat = engine.poolAll(owner, h, batch.pooling());
            engine.keepLargestAll(zHat, batch.nonzeros());
            List<FeatureMap> values = values(onSupport), apart = values(apart(local, h, onSupport));
            products = owner.own(engine.startDots(
                    joined(signals, h, values, apart, signals.subList(1, signals.size())),
                    joined(signals, h, values, apart, signals.subList(0, signals.size() - 1))));
            List<FeatureMap> known = layer.synthesise(local, onSupport, Unpooling.SWITCHES);
            List<FeatureMap> naive = layer.synthesise(local, zHat, Unpooling.TOP_LEFT);
            xHat = layer.synthesise(owner, zHat, Unpooling.SWITCHES);
            errors = owner.own(engine.startSquaredDistances(joined(known, naive, xHat), joined(x, x, x)));
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static List<FeatureMap> values(List<PooledCode> codes) {
        return codes.stream().map(PooledCode::values).toList();
    }

    /** The largest responses outside of the support, as many as the support has entries: the worst Ω of Lemma B.2. */
    private List<PooledCode> apart(Scope scope, List<FeatureMap> h, List<PooledCode> onSupport) {
        Engine engine = layer.engine();
        List<FeatureMap> own = onSupport.stream()
                .map(code -> engine.unpool(scope, code, Unpooling.SWITCHES))
                .toList();
        List<PooledCode> apart = engine.poolAll(scope, engine.combinedAll(scope, 1, h, -1, own), batch.pooling());
        engine.keepLargestAll(apart, batch.nonzeros());
        return apart;
    }

    /**
     * Waits for the results.
     *
     * @param iterated how many of these draws are followed further; may be negative
     */
    void read(int iterated, RipSamples samples, Monitor monitor) {
        int count = batch.codes().size();
        double[] xNorms = norms(samples);
        double[] squares = errors.get();
        for (int i = 0; i < count; i++) {
            samples.addError(RipQuantity.ERROR_SUPPORT_KNOWN, squares[i], xNorms[i]);
            samples.addError(RipQuantity.ERROR_NAIVE, squares[count + i], xNorms[i]);
            samples.addError(RipQuantity.ERROR_1, squares[2 * count + i], xNorms[i]);
            addCodes(i, samples);
        }
        int followed = Math.max(0, Math.min(iterated, count));
        if (followed > 0) new RipIterations(batch, followed, xNorms).run(zHat, xHat, samples, monitor);
        monitor.progress(1, null);
    }

    /** What the layer's own code has to do with z: Lemmas B.3 and B.4. */
    private void addCodes(int i, RipSamples samples) {
        SparseCode code = SparseCode.of(layer.engine().downloadCode(zHat.get(i)));
        samples.add(RipQuantity.MISSED, batch.codes().get(i).missedBy(code));
        FoundCode z = FoundCode.of(batch.codes().get(i).code()), found = FoundCode.of(code);
        samples.add(RipQuantity.ENERGY_MISSED, z.missedBy(found).norm() / z.norm());
        samples.add(RipQuantity.CODE_ERROR, z.distance(found) / z.norm());
    }

    /** Receives the ratios of norms, and returns the norms of the signals. */
    private double[] norms(RipSamples samples) {
        List<CodeSample> codes = batch.codes();
        int count = codes.size(), first = drawn.size() - count, pairs = drawn.size() - 1;
        double[] sums = products.get();
        double[] xNorms = new double[count];
        for (int i = 0; i < count; i++) {
            double norm = codes.get(i).norm();
            xNorms[i] = Math.sqrt(sums[first + i]);
            samples.add(RipQuantity.SYNTHESIS, xNorms[i] / norm);
            samples.add(RipQuantity.ALL_ROWS, Math.sqrt(sums[drawn.size() + i]) / norm);
            samples.add(RipQuantity.ON_SUPPORT, Math.sqrt(sums[drawn.size() + count + i]) / norm);
            samples.add(RipQuantity.INTERACTION, Math.sqrt(sums[drawn.size() + 2 * count + i]) / norm);
        }
        for (int i = 0; i < pairs; i++) {
            double product = sums[drawn.size() + 3 * count + i];
            double signal = Math.max(0, sums[i] + 2 * product + sums[i + 1]);
            double sum = drawn.get(i + 1).squaredSum(drawn.get(i));
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

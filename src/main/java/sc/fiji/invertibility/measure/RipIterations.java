package sc.fiji.invertibility.measure;

import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/** Iterations 2 to 10 of Algorithm 1, with unit step, for the first draws of a batch together. */
final class RipIterations {

    private static final int LAST = 10;

    private final RipLayer layer;
    private final RipBatch batch;
    private final List<FeatureMap> x;
    private final double[] xNorms;
    private final long[] nonzeros;

    /**
     * @param followed the number of draws, ≥ 1
     * @param xNorms ‖x‖ of each draw
     */
    RipIterations(RipBatch batch, int followed, double[] xNorms) {
        this.layer = batch.layer();
        this.batch = batch;
        this.x = batch.x().subList(0, followed);
        this.xNorms = xNorms;
        this.nonzeros = Arrays.copyOf(batch.nonzeros(), followed);
    }

    /** Continues from the codes of the first iteration and their signals, which are not changed. */
    void run(List<PooledCode> first, List<FeatureMap> xFirst, RipSamples samples, Monitor monitor) {
        Engine engine = layer.engine();
        List<PooledCode> zHat = first.subList(0, x.size());
        List<FeatureMap> xHat = xFirst.subList(0, x.size());
        Scope own = new Scope();
        try {
            for (int i = 2; i <= LAST; i++) {
                monitor.check();
                Scope before = own;
                own = new Scope();
                try (before) {
                    zHat = step(own, zHat, xHat);
                    xHat = layer.synthesise(own, zHat, Unpooling.SWITCHES);
                }
                for (RipQuantity quantity : RipQuantity.values())
                    if (quantity.iterations() == i) add(quantity, engine.squaredDistances(xHat, x), samples);
                monitor.progress((double) i / LAST, null);
            }
        } finally {
            own.close();
        }
    }

    private List<PooledCode> step(Scope scope, List<PooledCode> zHat, List<FeatureMap> xHat) {
        Engine engine = layer.engine();
        try (Scope local = new Scope()) {
            List<FeatureMap> residuals = engine.combinedAll(local, 1, x, -1, xHat);
            List<FeatureMap> g = layer.analyse(local, residuals);
            List<PooledCode> next = engine.poolStepAll(scope, zHat, 1, g, batch.pooling(), Unpooling.SWITCHES);
            engine.keepLargestAll(next, nonzeros);
            return next;
        }
    }

    private void add(RipQuantity quantity, double[] squaredErrors, RipSamples samples) {
        for (int i = 0; i < squaredErrors.length; i++) samples.addError(quantity, squaredErrors[i], xNorms[i]);
    }
}

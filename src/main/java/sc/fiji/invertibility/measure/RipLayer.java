package sc.fiji.invertibility.measure;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The layer that draws are measured in.
 *
 * @param engine where it runs
 * @param w W, without bias
 * @param signal the size of x
 */
record RipLayer(Engine engine, PackedFilters w, Shape signal) {

    /**
     * Signals, activations and units that are held for each draw, including those of the previous and the next batch.
     */
    private static final int SIGNALS = 10, ACTIVATIONS = 5, UNITS = 16;

    /** The number of draws to measure at a time: as many as suit the engine, in at most a quarter of its memory. */
    int batch() {
        // In the worst case, every activation is a unit.
        long values = SIGNALS * signal.size()
                + (ACTIVATIONS + UNITS) * signal.activations(w.bank()).size();
        long fit = engine.device().memory() / 4 / (Float.BYTES * values);
        return (int) Math.max(1, Math.min(engine.batch(signal), fit));
    }

    List<FeatureMap> synthesise(Scope scope, List<PooledCode> codes, Unpooling unpooling) {
        return engine.synthesiseAll(scope, codes, unpooling, w, signal.height(), signal.width());
    }

    List<FeatureMap> analyse(Scope scope, List<FeatureMap> x) {
        return engine.convolveAll(scope, x, w, Rectification.NONE);
    }
}

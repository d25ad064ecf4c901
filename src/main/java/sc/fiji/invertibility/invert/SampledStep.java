package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StoredCode;

/** The result of a step in the windows of a sample, before it is known which units are kept. */
final class SampledStep implements AutoCloseable {

    private final Engine engine;
    private final Scope scope = new Scope();
    private final List<PooledCode> mosaics = new ArrayList<>();
    private final List<float[]> units = new ArrayList<>();

    SampledStep(Engine engine) {
        this.engine = engine;
    }

    /** The owner of the mosaics. */
    Scope scope() {
        return scope;
    }

    /**
     * Adds windows.
     *
     * @param mosaic several windows, side by side
     * @param windows the values of each
     */
    void add(PooledCode mosaic, List<float[]> windows) {
        mosaics.add(mosaic);
        units.addAll(windows);
    }

    /** The values of each window; none if the image is smaller than a window. */
    List<float[]> units() {
        return units;
    }

    /** The fraction of each window's units of at least a given magnitude. */
    double[] shares(float magnitude) {
        return units.parallelStream()
                .mapToDouble(window -> {
                    int count = 0;
                    for (float value : window) if (Math.abs(value) >= magnitude) count++;
                    return (double) count / window.length;
                })
                .toArray();
    }

    /**
     * What remains of the windows if units from a magnitude on are kept; which of several equal ones are kept does not
     * matter here.
     */
    List<StoredCode> kept(Scope owner, float least) {
        return mosaics.stream()
                .map(mosaic -> engine.store(owner, mosaic, least))
                .toList();
    }

    @Override
    public void close() {
        scope.close();
    }
}

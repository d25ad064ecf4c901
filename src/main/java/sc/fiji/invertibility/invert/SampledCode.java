package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StoredCode;

/** The units in the windows of a sample, between two steps. */
final class SampledCode {

    private final Engine engine;
    private final List<StoredCode> mosaics = new ArrayList<>();

    private SampledCode(Engine engine) {
        this.engine = engine;
    }

    /**
     * Stores mosaics of windows.
     *
     * @param least units of a smaller magnitude are left out
     */
    static SampledCode of(Engine engine, Scope owner, List<PooledCode> mosaics, float least) {
        SampledCode code = new SampledCode(engine);
        for (PooledCode mosaic : mosaics) code.mosaics.add(engine.store(owner, mosaic, least));
        return code;
    }

    /** Uploads a mosaic to the device, as a copy that may be changed. */
    PooledCode mosaic(Scope local, int index) {
        return engine.restore(local, mosaics.get(index), 0);
    }
}

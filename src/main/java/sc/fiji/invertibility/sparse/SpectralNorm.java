package sc.fiji.invertibility.sparse;

import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** ‖W‖² by the power method on WᵀW, which approaches it from below. */
final class SpectralNorm {

    private static final int MOST_ITERATIONS = 60;

    /** Change of the estimate below which it is good enough. */
    private static final double SETTLED = 1e-3;

    private SpectralNorm() {}

    static double squared(Engine engine, Dictionary w, Shape signal) {
        Scope own = new Scope();
        try {
            FeatureMap v = start(engine, own, signal);
            double norm = Math.sqrt(engine.dot(v, v));
            double estimate = 0;
            for (int i = 0; i < MOST_ITERATIONS && norm > 0; i++) {
                engine.scale((float) (1 / norm), v);
                Scope before = own;
                own = new Scope();
                try (before;
                        Scope local = new Scope()) {
                    v = w.synthesise(own, w.analyse(local, v));
                }
                norm = Math.sqrt(engine.dot(v, v));
                if (norm - estimate <= SETTLED * norm) return norm;
                estimate = norm;
            }
            return estimate;
        } finally {
            own.close();
        }
    }

    /** Any start will do that no filter is blind to; a fixed one makes runs repeatable. */
    private static FeatureMap start(Engine engine, Scope owner, Shape signal) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(signal.size())];
        for (int i = 0; i < values.length; i++) values[i] = (float) (2 * random.nextDouble() - 1);
        return engine.upload(owner, ArrayImgs.floats(values, signal.width(), signal.height(), signal.channels()));
    }
}

package sc.fiji.invertibility.sparse;

import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** ‖W‖² by the power method on WᵀW, which converges from below. */
public final class SpectralNorm {

    /** Iterations that are asked for before the first of their norms is waited for, where the engine works ahead. */
    private static final int AHEAD = 4;

    /** Growth in an iteration, or its inverse, with which that many stay far from what a float can hold. */
    private static final double MOST_GROWTH = 1e7;

    private static final int MOST_ITERATIONS = 60;

    /** Relative change of the estimate below which it is accepted. */
    private static final double SETTLED = 1e-3;

    private SpectralNorm() {}

    static double squared(Engine engine, Dictionary w, Shape signal) {
        Scope own = new Scope();
        try {
            FeatureMap v = start(engine, own, signal);
            double norm = Math.sqrt(engine.dot(v, v));
            double estimate = 0;
            for (int i = 0; i < MOST_ITERATIONS && norm > 0; ) {
                engine.scale((float) (1 / norm), v);
                norm = 1;
                boolean ahead = engine.worksAhead() && estimate > 1 / MOST_GROWTH && estimate < MOST_GROWTH;
                Scope before = own;
                own = new Scope();
                GramPowers powers;
                try (before) {
                    powers = w.gramPowers(engine, own, v, ahead ? AHEAD : 1);
                }
                v = powers.last();
                try (Pending<double[]> squares = powers.squaredNorms()) {
                    for (double next : squares.get()) {
                        double growth = Math.sqrt(next) / norm;
                        norm = Math.sqrt(next);
                        if (growth - estimate <= SETTLED * growth || ++i == MOST_ITERATIONS) return growth;
                        estimate = growth;
                    }
                }
            }
            return estimate;
        } finally {
            own.close();
        }
    }

    /**
     * Estimates ‖W‖² in few iterations from a signal that is like the first singular vector of W, as images are for the
     * filters of trained networks.
     *
     * @param engine where the signal is
     * @param w W and its transpose
     * @param start the signal, not changed
     * @param iterations how many, ≥ 1
     * @return at most ‖W‖²; 1 if a signal becomes zero
     */
    public static double squared(Engine engine, Dictionary w, FeatureMap start, int iterations) {
        try (Scope local = new Scope()) {
            FeatureMap v = engine.copy(local, start);
            double largest = 0;
            for (int i = 0; i < iterations; i++) {
                double length = Math.sqrt(engine.dot(v, v));
                if (length == 0) return 1;
                engine.scale((float) (1 / length), v);
                FeatureMap h = w.analyse(local, v);
                largest = engine.dot(h, h);
                FeatureMap next = w.synthesise(local, h);
                h.close();
                v.close();
                v = next;
            }
            return largest;
        }
    }

    /** Any start works that is not orthogonal to all filters; a fixed one makes runs repeatable. */
    private static FeatureMap start(Engine engine, Scope owner, Shape signal) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(signal.size())];
        for (int i = 0; i < values.length; i++) values[i] = (float) (2 * random.nextDouble() - 1);
        return engine.upload(owner, ArrayImgs.floats(values, signal.width(), signal.height(), signal.channels()));
    }
}

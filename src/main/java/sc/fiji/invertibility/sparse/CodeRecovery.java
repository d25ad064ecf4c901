package sc.fiji.invertibility.sparse;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Unpooling;

/** Algorithms that recover a model-sparse code z with k non-zeros from x = Wᵀz. */
public enum CodeRecovery {
    /** Algorithm 1 with μ = 1. */
    UNIT_IHT("Unit IHT", StepRule.UNIT, 150),
    /** Algorithm 1 with the normalised step. */
    NORMALISED_IHT("Normalised IHT", StepRule.NORMALISED, 150),
    /** Hard thresholding pursuit. */
    HTP("HTP", StepRule.PURSUIT, 40),
    /** Orthogonal matching pursuit. */
    OMP("OMP", null, 0),
    /** Model-based compressive sampling matching pursuit. */
    COSAMP("CoSaMP", null, 0);

    /** Iterations end when x̂ changes by less than this part of it. */
    private static final double SETTLED = 1e-5;

    private final String title;
    private final StepRule rule;
    private final int iterations;

    CodeRecovery(String title, StepRule rule, int iterations) {
        this.title = title;
        this.rule = rule;
        this.iterations = iterations;
    }

    /** {@return the name in tables and plots} */
    public String title() {
        return title;
    }

    /**
     * Recovers a code.
     *
     * @param engine where it is computed
     * @param w W
     * @param block side of a block, ≥ 1
     * @param k the number of non-zeros, from 1 to the number of blocks
     * @param x the signal, row-major (channel, y, x)
     * @return the code found
     */
    public FoundCode recover(Engine engine, HostDictionary w, int block, int k, float[] x) {
        GreedyPursuit greedy = new GreedyPursuit(w, new BlockLimit(w.codes(), block, 1), k);
        return switch (this) {
            case OMP -> greedy.orthogonalMatching(x);
            case COSAMP -> greedy.compressiveSampling(x);
            default -> iterated(engine, w, block, k, x);
        };
    }

    private FoundCode iterated(Engine engine, HostDictionary w, int block, int k, float[] x) {
        long units = new PoolingModel(block, Activation.NONE, Unpooling.SWITCHES, 100)
                .pooling()
                .pooledShape(w.codes())
                .size();
        PoolingModel model = new PoolingModel(block, Activation.NONE, Unpooling.SWITCHES, 100.0 * k / units);
        Img<FloatType> signal = ArrayImgs.floats(
                x, w.signal().width(), w.signal().height(), w.signal().channels());
        Last last = new Last(engine);
        try (DeviceLayer layer = new DeviceLayer(engine, w.bank(), model, signal)) {
            new IterativeHardThresholding(iterations, rule, SETTLED).run(layer, last);
        }
        return last.code;
    }

    /** Takes the last code from the engine. */
    private static final class Last implements IterativeHardThresholding.Observer<FeatureMap, PooledCode> {

        private final Engine engine;
        private FoundCode code;

        Last(Engine engine) {
            this.engine = engine;
        }

        @Override
        public void finished(PooledCode z, FeatureMap xHat) {
            code = FoundCode.of(engine.downloadCode(z));
        }
    }
}

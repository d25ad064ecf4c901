package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Theorem 3.3 where all subspaces of the model can be looked at. */
class DistortionBoundTest {

    /** 1×1 filters of many channels: codes at different places make orthogonal signals. */
    private static final int FILTERS = 5, CHANNELS = 2500, POSITIONS = 2, K = 2;

    @Test
    void noErrorExceedsTheBoundOfTheExactDistortions() {
        FilterBank bank = GaussianFilters.scaled(FILTERS, CHANNELS, 1, 3);
        double[][] gram = gram(bank);
        DistortionBound exact = new DistortionBound(distortion(gram, 1), distortion(gram, 2));
        assertFalse(exact.vacuous(), exact.toString());
        RipSamples samples = new RipSamples();
        try (Engine engine = JavaEngine.create()) {
            var codes = ModelSparseCodes.uniform(new Shape(FILTERS, 1, POSITIONS), POSITIONS, K, 5);
            new ModelRip(bank, 1, POSITIONS, 0).measure(engine, codes, 500, samples, Monitor.NONE);
        }
        assertTrue(samples.moments(RipQuantity.ERROR_1).max() <= exact.value());
        assertTrue(samples.moments(RipQuantity.ERROR_1).max() > 0);
        assertTrue(samples.bound().deltaK() <= exact.deltaK() + 1e-5, "fitted ≤ exact");
        assertTrue(samples.bound().delta2K() <= exact.delta2K() + 1e-5, "fitted ≤ exact");
    }

    @Test
    void isVacuousFromOneOn() {
        assertEquals(0, new DistortionBound(0, 0).value());
        assertEquals(5 * 0.1 / 0.9 * Math.sqrt(1.1 / 0.9), new DistortionBound(0.1, 0.1).value(), 1e-12);
        assertTrue(new DistortionBound(0.2, 0.3).vacuous());
        assertEquals(Double.POSITIVE_INFINITY, new DistortionBound(0.2, 1.3).value());
    }

    /** Inner products of all rows of W, filter by filter and place by place. */
    private static double[][] gram(FilterBank bank) {
        float[] w = bank.weights();
        double[][] gram = new double[FILTERS * POSITIONS][FILTERS * POSITIONS];
        for (int a = 0; a < gram.length; a++)
            for (int b = 0; b < gram.length; b++)
                if (a % POSITIONS == b % POSITIONS)
                    for (int m = 0; m < CHANNELS; m++)
                        gram[a][b] += (double) w[a / POSITIONS * CHANNELS + m] * w[b / POSITIONS * CHANNELS + m];
        return gram;
    }

    /** The largest |eigenvalue − 1| of W_ΩW_Ωᵀ over the supports of sums of so many codes. */
    private static double distortion(double[][] gram, int codes) {
        double worst = 0;
        for (int support = 0; support < 1 << gram.length; support++)
            if (isSupport(support, codes)) worst = Math.max(worst, deviation(gram, support));
        return worst;
    }

    /** At most {@code codes} places a filter and k·codes in all: what that many model-k-sparse codes can cover. */
    private static boolean isSupport(int support, int codes) {
        if (Integer.bitCount(support) > K * codes) return false;
        for (int filter = 0; filter < FILTERS; filter++)
            if (Integer.bitCount(support >> filter * POSITIONS & (1 << POSITIONS) - 1) > codes) return false;
        return true;
    }

    /** ‖W_ΩW_Ωᵀ − I‖ by the power method on its square. */
    private static double deviation(double[][] gram, int support) {
        int[] rows = java.util.stream.IntStream.range(0, gram.length)
                .filter(i -> (support >> i & 1) == 1)
                .toArray();
        double[] v = new double[rows.length];
        for (int i = 0; i < v.length; i++) v[i] = 1 + 0.37 * i;
        double norm = 0;
        for (int iteration = 0; iteration < 300 && v.length > 0; iteration++) {
            double[] next = new double[v.length];
            for (int i = 0; i < v.length; i++)
                for (int j = 0; j < v.length; j++) next[i] += (gram[rows[i]][rows[j]] - (i == j ? 1 : 0)) * v[j];
            double before = 0, after = 0;
            for (int i = 0; i < v.length; i++) {
                before += v[i] * v[i];
                after += next[i] * next[i];
            }
            norm = Math.sqrt(after / before);
            double scale = after == 0 ? 0 : 1 / Math.sqrt(after);
            for (int i = 0; i < v.length; i++) v[i] = next[i] * scale;
            if (after == 0) return 0;
        }
        return norm;
    }
}

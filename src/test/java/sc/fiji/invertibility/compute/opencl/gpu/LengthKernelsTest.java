package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** Lengths of steps are as precise as those that the host computes in double precision. */
class LengthKernelsTest {

    private static final int CHANNELS = 16;

    private static final int SIDE = 140;

    /** The partial sums of these are whole numbers that floats hold, but the whole sums are too large for that. */
    private static float[] integers() {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[CHANNELS * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) values[i] = random.nextInt(-40, 41);
        return values;
    }

    /** The largest magnitude of each window of 2×2, of which the first wins among equals; the others are zero. */
    private static float[] winners(float[] g) {
        float[] winners = new float[g.length];
        for (int row = 0; row < CHANNELS * SIDE; row += 2)
            for (int x = 0; x < SIDE; x += 2) {
                int best = row * SIDE + x;
                for (int at : new int[] {best + 1, best + SIDE, best + SIDE + 1})
                    if (Math.abs(g[at]) > Math.abs(g[best])) best = at;
                winners[best] = g[best];
            }
        return winners;
    }

    /** ‖g_Γ‖²/‖Wᵀg_Γ‖², where Wᵀ adds all channels. */
    private static double expected(float[] onSupport) {
        double first = 0, second = 0;
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < onSupport.length; i++) {
            first += (double) onSupport[i] * onSupport[i];
            image[i % image.length] += onSupport[i];
        }
        for (float value : image) second += (double) value * value;
        return first / second;
    }

    private static void assertPrecise(DeviceLimits limits) {
        float[] ones = new float[CHANNELS], values = integers();
        Arrays.fill(ones, 1);
        FilterBank bank = FilterBank.of(ones, CHANNELS, 1, 1, 1);
        try (Engine engine = GpuTestDevice.open(limits, Long.MAX_VALUE);
                Scope scope = new Scope()) {
            FeatureMap g = engine.upload(scope, ArrayImgs.floats(values, SIDE, SIDE, CHANNELS));
            PooledCode z = engine.pool(scope, g, Pooling.blocks(2, Selection.LARGEST_MAGNITUDE));
            try (Pending<double[]> length =
                    engine.exactLengths(z, g, Unpooling.SWITCHES, engine.pack(scope, bank), SIDE, SIDE, 1, 1.98)) {
                double expected = expected(winners(values));
                assertEquals(expected, length.get()[0], 1e-12 * expected);
                assertEquals(expected / 1.98, length.get()[1], 1e-12 * expected);
            }
        }
    }

    @Test
    void inDoublePrecision() {
        assertPrecise(GpuTestDevice.limits());
    }

    @Test
    void withoutDoublePrecision() {
        assertPrecise(GpuTestDevice.SMALL);
    }
}

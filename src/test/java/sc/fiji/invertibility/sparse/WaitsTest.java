package sc.fiji.invertibility.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter.Kind;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** How often the host waits for a GPU in an iteration of Algorithm 1. */
class WaitsTest {

    private static final int ITERATIONS = 6;

    private static final FilterBank BANK = GaussianFilters.unitNorm(24, 2, 5, 3);

    private static Img<FloatType> wave() {
        Img<FloatType> x = ArrayImgs.floats(32, 22, 2);
        int i = 0;
        for (FloatType value : x) value.set((float) Math.sin(0.7 * i * i++));
        return x;
    }

    private static List<Integer> reads(Engine engine, StepRule rule, Unpooling unpooling, double tolerance) {
        List<Integer> reads = new ArrayList<>();
        PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, 30);
        try (DeviceLayer layer = new DeviceLayer(engine, BANK, model, wave());
                DriverCallCounter calls = DriverCallCounter.start()) {
            var observer = new IterativeHardThresholding.Observer<FeatureMap, PooledCode>() {
                private int before;

                @Override
                public void begins(int iteration) {
                    if (iteration > 1) count();
                }

                @Override
                public void finished(PooledCode z, FeatureMap xHat) {
                    count();
                }

                private void count() {
                    int now = calls.of(Kind.READ);
                    reads.add(now - before);
                    before = now;
                }
            };
            new IterativeHardThresholding(ITERATIONS, rule, tolerance).run(layer, observer);
        }
        return reads;
    }

    /**
     * Also if it tries two steps, and does not know the length of either. It would wait again to try more than the last
     * one, which does not happen in these iterations.
     */
    @ParameterizedTest(name = "{0}, to a tolerance of {1}")
    @CsvSource({"SWITCHES, 0", "SWITCHES, 1e-9", "TOP_LEFT, 0", "TOP_LEFT, 1e-9"})
    void aNormalisedStepWaitsOnce(Unpooling unpooling, double tolerance) {
        assertReads(Collections.nCopies(ITERATIONS, 1), StepRule.NORMALISED, unpooling, tolerance);
    }

    /**
     * Once for each of ten iterations of conjugate gradients, and once for the errors; the first time also for the length.
     */
    @ParameterizedTest(name = "{0}, to a tolerance of {1}")
    @CsvSource({"SWITCHES, 0", "SWITCHES, 1e-9", "TOP_LEFT, 0", "TOP_LEFT, 1e-9"})
    void aPursuitWaitsOnceForEachIterationOfItsLeastSquares(Unpooling unpooling, double tolerance) {
        List<Integer> expected = new ArrayList<>(Collections.nCopies(ITERATIONS, 11));
        expected.set(0, 12);
        assertReads(expected, StepRule.PURSUIT, unpooling, tolerance);
    }

    private static void assertReads(List<Integer> expected, StepRule rule, Unpooling unpooling, double tolerance) {
        for (boolean small : new boolean[] {false, true})
            try (Engine engine = small ? GpuTestDevice.small() : GpuTestDevice.open()) {
                // The first time, memory for results is made.
                reads(engine, rule, unpooling, tolerance);
                assertEquals(expected, reads(engine, rule, unpooling, tolerance));
            }
    }
}

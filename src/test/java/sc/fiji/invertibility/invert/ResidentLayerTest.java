package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.SignalChange;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.WaitCounter;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.IterativeHardThresholding;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

class ResidentLayerTest {

    private static final FilterBank BANK = GaussianFilters.unitNorm(24, 2, 5, 3);

    private static final PoolingModel MODEL = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 40);

    private static final int ITERATIONS = 8;

    private static Img<FloatType> wave() {
        Img<FloatType> x = ArrayImgs.floats(31, 22, 2);
        int i = 0;
        for (FloatType value : x) value.set((float) Math.sin(0.7 * i * i++));
        return x;
    }

    /**
     * A unit step does not depend on anything that the host knows, except on whether to go on after it; the normalised
     * one depends on its length and its check.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "1e-12, 6"})
    void anIterationWaitsAsRarelyAsItsStepAllows(double tolerance, int ofUnitSteps) {
        try (Engine engine = JavaEngine.create(1)) {
            assertEquals(ofUnitSteps, run(engine, StepRule.UNIT, tolerance).count());
            WaitCounter waits = run(engine, StepRule.NORMALISED, tolerance);
            // Each iteration needs a length, and each step but the first a check.
            int most = ITERATIONS + waits.steps() - 1;
            assertTrue(waits.count() <= most, waits.count() + " > " + most);
        }
    }

    private static WaitCounter run(Engine engine, StepRule rule, double tolerance) {
        WaitCounter waits = WaitCounter.of(engine);
        Count count = new Count();
        try (ResidentLayer layer = new ResidentLayer(waits.engine(), BANK, MODEL, wave())) {
            new IterativeHardThresholding(ITERATIONS, rule, tolerance).run(layer, count);
        }
        assertEquals(ITERATIONS, count.iterations);
        return waits;
    }

    private static final class Count implements IterativeHardThresholding.Observer<FeatureMap, PooledCode> {

        private int iterations;

        @Override
        public void begins(int iteration) {}

        @Override
        public void ended(int iteration, double mu, PooledCode z, FeatureMap xHat) {
            iterations = iteration;
        }

        @Override
        public void finished(PooledCode z, FeatureMap xHat) {}
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void whatIsReadTogetherIsWhatIsReadAlone(Engine engine) {
        try (ResidentLayer layer = new ResidentLayer(engine, BANK, MODEL, wave());
                FeatureMap g = layer.gradient(null);
                PooledCode a = layer.threshold(null, 1, g);
                PooledCode b = layer.threshold(a, 0.5, g);
                FeatureMap x = layer.synthesise(a);
                FeatureMap y = layer.synthesise(b)) {
            assertValues(layer.squaredNorms(a, y), layer.squaredNorm(a), layer.dot(y, y));
            assertValues(layer.move(x, y), layer.squaredDistance(x, y), layer.dot(x, x));
            assertValues(layer.fit(x), layer.inputDot(x), layer.dot(x, x));
            assertValues(layer.norms(a, y, x), layer.squaredNorm(a), layer.dot(y, y), layer.dot(y, x));
            for (double known : new double[] {Double.NaN, squaredError(layer, y)}) {
                SignalChange signals = layer.signalChanges(List.of(x), y, known).get(0);
                assertValues(
                        new double[] {signals.squaredError(), signals.squaredErrorBefore()},
                        squaredError(layer, x),
                        squaredError(layer, y));
            }
            IterateDifference change = layer.change(a, b, x, y);
            assertEquals(layer.compare(a, b).sameSupport(), change.codes().sameSupport());
            assertValues(
                    new double[] {change.codes().squaredDistance(), change.squaredDistance(), change.squaredNorm()},
                    layer.compare(a, b).squaredDistance(),
                    layer.squaredDistance(x, y),
                    layer.dot(x, x));
        }
    }

    private static double squaredError(ResidentLayer layer, FeatureMap xHat) {
        try (FeatureMap residual = layer.residual(xHat)) {
            return layer.dot(residual, residual);
        }
    }

    private static void assertValues(double[] together, double... alone) {
        assertEquals(alone.length, together.length);
        for (int i = 0; i < alone.length; i++) {
            assertTrue(alone[i] != 0);
            assertEquals(alone[i], together[i], 1e-5 * Math.abs(alone[i]));
        }
    }
}

package sc.fiji.invertibility.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.WaitCounter;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Two steps that are tried together are those that are tried one after the other. */
class StepsAheadTest {

    private static final int ITERATIONS = 7;

    private static final FilterBank BANK = GaussianFilters.unitNorm(24, 2, 5, 3);

    /** Lengths, the last code, and how often the host waited. */
    private record Run(List<Double> lengths, HostCode code, int waits, int steps) {}

    private static Run run(Engine engine, Unpooling unpooling) {
        return run(engine, StepRule.NORMALISED, unpooling);
    }

    private static Run run(Engine engine, StepRule rule, Unpooling unpooling) {
        WaitCounter waits = WaitCounter.of(engine);
        List<Double> lengths = new ArrayList<>();
        PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, 30);
        HostCode[] last = new HostCode[1];
        try (DeviceLayer layer = new DeviceLayer(waits.engine(), BANK, model, wave())) {
            var observer = new IterativeHardThresholding.Observer<FeatureMap, PooledCode>() {
                @Override
                public void ended(int iteration, double mu, PooledCode z, FeatureMap xHat) {
                    lengths.add(mu);
                }

                @Override
                public void finished(PooledCode z, FeatureMap xHat) {
                    last[0] = engine.downloadCode(z);
                }
            };
            new IterativeHardThresholding(ITERATIONS, rule, 0).run(layer, observer);
        }
        return new Run(lengths, last[0], waits.count(), waits.steps());
    }

    private static Img<FloatType> wave() {
        Img<FloatType> x = ArrayImgs.floats(32, 22, 2);
        int i = 0;
        for (FloatType value : x) value.set((float) Math.sin(0.7 * i * i++));
        return x;
    }

    /** The engine, which claims that waiting is worth avoiding, or is not. */
    private static Engine claiming(boolean worksAhead, Engine engine) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, operation, arguments) -> {
                    if (operation.getName().equals("worksAhead")) return worksAhead;
                    try {
                        return operation.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void assertSameRuns(Engine engine) {
        for (Unpooling unpooling : Unpooling.values()) {
            Run plain = run(claiming(false, engine), unpooling), ahead = run(claiming(true, engine), unpooling);
            assertEquals(plain.lengths, ahead.lengths);
            assertArrayEquals(plain.code.values(), ahead.code.values());
            assertArrayEquals(plain.code.switches(), ahead.code.switches());
            if (unpooling == Unpooling.SWITCHES)
                assertTrue(plain.steps > ITERATIONS + 2, "nothing to try together in " + plain.steps + " steps");
            assertTrue(ahead.waits < plain.waits, ahead.waits + " instead of " + plain.waits + " waits");
        }
    }

    @Test
    void inJava() {
        try (Engine engine = JavaEngine.create(1)) {
            assertSameRuns(engine);
        }
    }

    @Test
    void onAGpu() {
        try (Engine engine = GpuTestDevice.open()) {
            assertSameRuns(engine);
        }
    }

    @Test
    void onASmallGpu() {
        try (Engine engine = GpuTestDevice.small()) {
            assertSameRuns(engine);
        }
    }

    /** A norm that follows from others is that of the map, up to rounding. */
    private static void assertSamePursuits(Engine engine) {
        for (Unpooling unpooling : Unpooling.values()) {
            Run plain = run(claiming(false, engine), StepRule.PURSUIT, unpooling);
            Run ahead = run(claiming(true, engine), StepRule.PURSUIT, unpooling);
            assertEquals(plain.lengths.size(), ahead.lengths.size());
            assertArrayEquals(plain.code.switches(), ahead.code.switches());
            float largest = 0;
            for (float value : plain.code.values()) largest = Math.max(largest, Math.abs(value));
            assertArrayEquals(plain.code.values(), ahead.code.values(), 1e-5f * largest);
            assertTrue(ahead.waits < 0.6 * plain.waits, ahead.waits + " instead of " + plain.waits + " waits");
        }
    }

    @Test
    void pursuitsInJava() {
        try (Engine engine = JavaEngine.create(1)) {
            assertSamePursuits(engine);
        }
    }

    @Test
    void pursuitsOnAGpu() {
        try (Engine engine = GpuTestDevice.open()) {
            assertSamePursuits(engine);
        }
    }

    /** All but the last of these iterations ask for the next gradient, and six of them for the right one. */
    @Test
    void theNextGradientIsAskedForBeforeTheHostWaits() {
        List<String> asked = new ArrayList<>();
        try (Engine engine = GpuTestDevice.open()) {
            run(claiming(true, recording(engine, asked)), Unpooling.SWITCHES);
        }
        asked.retainAll(List.of("startChanges", "convolve", "exactLengths"));
        // The first iteration needs neither a gradient nor a guess; the second one's guess is the first.
        assertEquals(List.of("convolve", "exactLengths"), asked.subList(0, 2));
        for (int i = 2; i < 2 + 3 * 4; i += 3)
            assertEquals(List.of("startChanges", "convolve", "exactLengths"), asked.subList(i, i + 3));
        assertEquals("startChanges", asked.get(asked.size() - 1));
    }

    private static Engine recording(Engine engine, List<String> asked) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, operation, arguments) -> {
                    asked.add(operation.getName());
                    try {
                        return operation.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Nothing is left of a guess either if the iterations are stopped after it. */
    @Test
    void noMemoryIsLostWhenStopped() {
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 30);
        try (Engine engine = GpuTestDevice.open()) {
            run(engine, Unpooling.SWITCHES);
            engine.trim();
            long without = engine.bytesInUse();
            var stopping = new IterativeHardThresholding.Observer<FeatureMap, PooledCode>() {
                @Override
                public void begins(int iteration) {
                    if (iteration == 4) throw new CancellationException();
                }

                @Override
                public void finished(PooledCode z, FeatureMap xHat) {}
            };
            try (DeviceLayer layer = new DeviceLayer(engine, BANK, model, wave())) {
                assertThrows(
                        CancellationException.class,
                        () -> new IterativeHardThresholding(ITERATIONS, StepRule.NORMALISED, 0).run(layer, stopping));
            }
            engine.trim();
            assertEquals(without, engine.bytesInUse());
        }
    }

    /** Nothing is left of steps and codes that were not needed. */
    @ParameterizedTest
    @CsvSource({"NORMALISED, SWITCHES", "NORMALISED, TOP_LEFT", "PURSUIT, SWITCHES"})
    void noMemoryIsLost(StepRule rule, Unpooling unpooling) {
        try (Engine engine = claiming(true, GpuTestDevice.open())) {
            run(engine, rule, unpooling);
            long once = engine.bytesInUse();
            run(engine, rule, unpooling);
            assertEquals(once, engine.bytesInUse());
        }
    }
}

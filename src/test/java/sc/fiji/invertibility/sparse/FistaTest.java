package sc.fiji.invertibility.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.WaitCounter;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

class FistaTest {

    private static final Shape SIGNAL = new Shape(3, 9, 8);

    private static final FilterBank BANK = GaussianFilters.unitNorm(6, 3, 3, 1);

    private static Img<FloatType> wave() {
        return wave(SIGNAL);
    }

    private static Img<FloatType> wave(Shape signal) {
        Img<FloatType> x = ArrayImgs.floats(signal.width(), signal.height(), signal.channels());
        int i = 0;
        for (FloatType value : x) value.set((float) Math.sin(1.7 * i * i++));
        return x;
    }

    @Test
    void anIterationWaitsOnceForTheDevice() {
        try (Engine engine = JavaEngine.create(1)) {
            assertEquals(25, waits(engine, 30) - waits(engine, 5));
        }
    }

    private static int waits(Engine engine, int iterations) {
        WaitCounter waits = WaitCounter.of(engine);
        try (Scope scope = new Scope()) {
            Engine counted = waits.engine();
            ShiftDictionary w = new ShiftDictionary(counted, counted.pack(scope, BANK), SIGNAL);
            FeatureMap x = counted.upload(scope, wave());
            SparseSolution solution = new Fista(iterations, 0).minimise(counted, scope, w, x, 0.3, null, Monitor.NONE);
            assertEquals(iterations, solution.fit().iterations());
        }
        return waits.count();
    }

    /** The same iterates, also where a step turns back after the next one was asked for. */
    @Test
    void askingForTheNextStepAheadChangesNothing() {
        try (Engine engine = GpuTestDevice.open()) {
            assertTrue(engine.worksAhead());
            Engine patient = (Engine) Proxy.newProxyInstance(
                    Engine.class.getClassLoader(),
                    new Class<?>[] {Engine.class},
                    (proxy, method, arguments) ->
                            method.getName().equals("worksAhead") ? false : method.invoke(engine, arguments));
            SparseFit ahead = fit(engine), waiting = fit(patient);
            assertTrue(waiting.restarts() > 0, "no step turned back");
            assertEquals(waiting.restarts(), ahead.restarts());
            // The power method rounds otherwise, and so does L.
            double[] expected = objectives(waiting), actual = objectives(ahead);
            assertArrayEquals(expected, actual, 1e-5 * expected[0]);
        }
    }

    /** Filters for which kernels for GPUs take whole iterations at once. */
    @Test
    void iterationsAtOnceLeadWhereSingleOperationsLead() {
        FilterBank bank = GaussianFilters.unitNorm(24, 16, 3, 1);
        Shape signal = new Shape(16, 13, 14);
        try (Engine java = JavaEngine.create(1);
                Engine gpu = GpuTestDevice.open()) {
            SparseFit expected = fit(java, bank, signal), actual = fit(gpu, bank, signal);
            assertTrue(expected.restarts() > 0, "no step turned back");
            assertEquals(expected.restarts(), actual.restarts());
            double[] objectives = objectives(expected);
            assertArrayEquals(objectives, objectives(actual), 1e-5 * objectives[0]);
            assertEquals(expected.codeNorm(), actual.codeNorm(), 1e-4 * expected.codeNorm());
            assertEquals(expected.signalNorm(), actual.signalNorm(), 1e-4 * expected.signalNorm());
            assertEquals(expected.error(), actual.error(), 1e-4 * expected.error());
        }
    }

    private static double[] objectives(SparseFit fit) {
        return fit.objectives().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static SparseFit fit(Engine engine) {
        return fit(engine, BANK, SIGNAL);
    }

    private static SparseFit fit(Engine engine, FilterBank bank, Shape signal) {
        try (Scope scope = new Scope()) {
            ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, bank), signal);
            FeatureMap x = engine.upload(scope, wave(signal));
            return new Fista(200, 1e-7)
                    .minimise(engine, scope, w, x, 0.3, null, Monitor.NONE)
                    .fit();
        }
    }

    /** ‖W‖² is the largest ‖Wx‖²/‖x‖², which no x exceeds and the power method nearly reaches. */
    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void thePowerMethodFindsTheNorm(Engine engine) {
        engine.trim();
        long before = engine.bytesInUse();
        try (Scope scope = new Scope()) {
            ShiftDictionary w = new ShiftDictionary(engine, engine.pack(scope, BANK), SIGNAL);
            double squared = SpectralNorm.squared(engine, w, SIGNAL);
            FeatureMap x = engine.upload(scope, wave());
            double ratio = 0;
            for (int i = 0; i < 2000; i++)
                try (Scope local = new Scope()) {
                    FeatureMap next = w.synthesise(local, w.analyse(local, x));
                    ratio = Math.sqrt(engine.dot(next, next) / engine.dot(x, x));
                    engine.scale(0, x);
                    engine.axpy((float) (1 / Math.sqrt(engine.dot(next, next))), next, x);
                }
            assertTrue(squared <= ratio * (1 + 1e-5) && squared >= 0.95 * ratio, squared + " of " + ratio);
        }
        engine.trim();
        assertEquals(before, engine.bytesInUse());
    }
}

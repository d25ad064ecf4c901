package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** The expected memory is what an engine takes, or slightly more. */
class MemoryPlanTest {

    private static final int SIDE = 192;

    /** Beside what does not grow, such as strips of Winograd filtering, which small layers do not need. */
    private static final long FIXED = 24L << 20;

    /** The largest allowed ratio of expected to actual memory. */
    private static final double CAREFUL = 2;

    /** A layer: filters, channels, size, block, iterations and percentage. */
    private record Layer(int filters, int channels, int size, int block, int iterations, double keep) {

        FilterBank bank() {
            return GaussianFilters.unitNorm(filters, channels, size, 1);
        }

        PoolingModel model() {
            return new PoolingModel(block, Activation.NONE, Unpooling.SWITCHES, keep);
        }

        InversionSettings settings() {
            return iterations == 1
                    ? InversionSettings.FEED_FORWARD
                    : new InversionSettings(iterations, StepRule.NORMALISED, Scaling.NONE, 0, false);
        }
    }

    private static final Layer[] LAYERS = {
        new Layer(64, 3, 5, 2, 1, 100),
        new Layer(64, 3, 5, 2, 3, 25),
        new Layer(64, 3, 5, 1, 1, 25),
        new Layer(64, 3, 5, 1, 2, 25),
        new Layer(12, 3, 3, 2, 2, 50),
        new Layer(16, 1, 7, 3, 2, 50),
        new Layer(96, 3, 11, 2, 1, 100),
        new Layer(48, 48, 3, 2, 1, 25)
    };

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void noMoreIsTakenThanExpectedAndNotMuchLess(Engine engine) {
        requireExpected(engine);
    }

    @Test
    void nothingElseIsExpectedOfGpus() {
        try (Engine engine = GpuTestDevice.open()) {
            requireExpected(engine);
        }
    }

    private static void requireExpected(Engine engine) {
        for (Layer layer : LAYERS) {
            Engine watched = watched(engine, new long[1]);
            Shape input = new Shape(layer.channels, SIDE, SIDE);
            boolean often = layer.iterations > 1;
            long expected = new LayerMemory(watched, layer.bank(), layer.model(), input, often).whole();
            long taken = peak(engine, layer, 1L << 30);
            String what = layer + " takes " + taken + ", expected were " + expected;
            assertTrue(new MemoryPlan(watched, layer.bank(), layer.model(), input, often, 1L << 30).isResident(), what);
            assertTrue(taken <= expected, what);
            assertTrue(expected - FIXED <= CAREFUL * taken, what);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void tilesTakeNoMoreThanTheLimit(Engine engine) {
        for (Layer layer : LAYERS) {
            long limit = 40L << 20;
            long taken = peak(engine, layer, limit);
            assertTrue(taken <= limit, layer + " takes " + taken + " of " + limit);
        }
    }

    @Test
    void aProcessorPassesOverLargeImagesInTiles() {
        Layer once = new Layer(64, 3, 5, 2, 1, 100), often = new Layer(64, 3, 5, 2, 5, 100);
        Shape large = new Shape(3, 1024, 1024);
        try (Engine java = JavaEngine.create(1)) {
            Engine engine = watched(java, new long[1]);
            assertFalse(new MemoryPlan(engine, once.bank(), once.model(), large, false, 1L << 30).isResident());
            assertTrue(new MemoryPlan(engine, often.bank(), often.model(), large, true, 1L << 30).isResident());
        }
    }

    /** The most that the engine holds after any of its operations, buffers for reuse included. */
    private static long peak(Engine engine, Layer layer, long limit) {
        engine.trim();
        long before = engine.bytesInUse();
        long[] peak = {0};
        LayerInversion.of(watched(engine, peak), layer.bank(), layer.model(), layer.settings())
                .withDeviceLimit(limit)
                .invert(image(layer.channels), Monitor.NONE);
        return peak[0] - before;
    }

    /** The engine on a processor that claims as much memory as any plan may take. */
    private static Engine watched(Engine engine, long[] peak) {
        Device device = new Device("processor", "CPU", 4L << 30, 1L << 30, "", "");
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, operation, arguments) -> {
                    if (operation.getName().equals("device")) return device;
                    try {
                        Object result = operation.invoke(engine, arguments);
                        peak[0] = Math.max(peak[0], engine.bytesInUse());
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Img<FloatType> image(int channels) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[SIDE * SIDE * channels];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble() - 0.5f;
        return ArrayImgs.floats(values, SIDE, SIDE, channels);
    }
}

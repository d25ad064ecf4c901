package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.compute.opencl.device.CallPaths;
import sc.fiji.invertibility.compute.opencl.device.FailingDriver;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.RipExperiment;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerNonzeros;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.TiledForwardPass;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.Penalty;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * Whichever call of the driver fails: the result is right, or there is one error message, and nothing is left on the
 * device.
 */
class FailingDeviceTest {

    /** No memory for an object, no resources, no memory of the host. */
    private static final List<Integer> SHORTAGES = List.of(-4, -5, -6);

    /** An invalid command queue, and an error that nobody foresaw. */
    private static final List<Integer> FAILURES = List.of(-36, -9999);

    /** With at most as many calls of the driver, a case is so small that each is tried. */
    private static final int SMALL = 100;

    /** A case. */
    private record Work(boolean inTiles, Function<Engine, float[]> result, Supplier<Engine> engines) {}

    /** Each case with the kernels for processors and those for GPUs. */
    static Stream<Arguments> cases() {
        NetworkInversionSettings layerWise = NetworkInversionSettings.layerWise(Unpooling.SWITCHES, 1);
        NetworkInversionSettings gradient = NetworkInversionSettings.gradient(1, 0.1);
        return Stream.of(
                        of("a layer as a whole", true, engine -> layer(engine, 24, 2, 1L << 30)),
                        of("a layer in tiles", true, engine -> layer(engine, 12, 1, 600_000)),
                        of("a forward pass", true, FailingDeviceTest::forward),
                        of("a forward pass in tiles", true, FailingDeviceTest::forwardInTiles),
                        of("non-zeros of layers", true, FailingDeviceTest::nonzeros),
                        of("a sparse code", false, FailingDeviceTest::code),
                        of("model-RIP of a layer", false, FailingDeviceTest::rip),
                        of("a network layer by layer", false, engine -> network(engine, layerWise)),
                        of("a network by its gradient", false, engine -> network(engine, gradient)))
                .flatMap(FailingDeviceTest::withEachFamily);
    }

    private static Named<Work> of(String name, boolean inTiles, Function<Engine, float[]> result) {
        return Named.of(
                name, new Work(inTiles, result, () -> OpenClTestDevice.first().open()));
    }

    private static Stream<Arguments> withEachFamily(Named<Work> processor) {
        Work work = processor.getPayload();
        Work gpu = new Work(work.inTiles, work.result, GpuTestDevice::open);
        return Stream.of(Arguments.of(processor), Arguments.of(Named.of(processor.getName() + " of a GPU", gpu)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aCallWithoutMemoryCostsAtMostTheTiles(Work work) {
        float[] expected = run(work);
        CallPaths calls = calls(work);
        for (int n : tried(calls)) {
            int error = SHORTAGES.get(n % SHORTAGES.size());
            try (FailingDriver driver = FailingDriver.once(n, error)) {
                double distance = distance(expected, run(work));
                assertTrue(distance <= 1e-4, what(n, calls, error) + ": relative difference " + distance);
                assertTrue(driver.calls() >= n, what(n, calls, error) + " never came");
            } catch (OutOfDeviceMemory e) {
                if (work.inTiles) throw new AssertionError(what(n, calls, error), e);
                assertOneSentence(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDeviceThatFailsEndsTheWorkWithOneSentence(Work work) {
        run(work);
        CallPaths calls = calls(work);
        for (int n : tried(calls)) {
            int error = FAILURES.get(n % FAILURES.size());
            try (FailingDriver driver = FailingDriver.from(n, error)) {
                assertOneSentence(assertThrows(DeviceFailure.class, () -> run(work), what(n, calls, error)));
                assertEquals(n, driver.calls(), "nothing more is asked of a device that failed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aDeviceThatRefusesResourcesFromSomeCallOnHasFailed(Work work) {
        run(work);
        CallPaths calls = calls(work);
        for (int n : tried(calls))
            try (FailingDriver driver = FailingDriver.from(n, -5)) {
                RuntimeException failure = assertThrows(RuntimeException.class, () -> run(work), what(n, calls, -5));
                boolean tried = work.inTiles || failure instanceof DeviceFailure;
                assertEquals(tried ? DeviceFailure.class : OutOfDeviceMemory.class, failure.getClass());
                assertTrue(driver.calls() > n || !tried, "it is asked again");
                assertOneSentence(failure);
            }
    }

    private static String what(int n, CallPaths calls, int error) {
        return "call " + n + " of " + calls.count() + ", error " + error;
    }

    private static void assertOneSentence(RuntimeException e) {
        String device = OpenClTestDevice.first().device().name();
        String message = e.getMessage();
        assertTrue(message.startsWith(device + " ") && !message.contains("\n"), message);
    }

    private static CallPaths calls(Work work) {
        return CallPaths.of(() -> run(work));
    }

    /** Every call of a small case; of a larger one, whose rounds of a loop make most calls, some rounds. */
    private static Collection<Integer> tried(CallPaths calls) {
        return calls.count() <= SMALL ? calls.all() : calls.ofEachPath();
    }

    /** Runs on an engine that holds nothing, and again holds nothing in the end. */
    private static float[] run(Work work) {
        try (Engine engine = work.engines.get()) {
            try {
                return work.result.apply(engine);
            } finally {
                engine.trim();
                assertEquals(0, engine.bytesInUse());
            }
        }
    }

    private static double distance(float[] expected, float[] actual) {
        assertEquals(expected.length, actual.length);
        double squaredDistance = 0, squaredNorm = 0;
        for (int i = 0; i < expected.length; i++) {
            squaredDistance += Math.pow(expected[i] - actual[i], 2);
            squaredNorm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(squaredDistance / squaredNorm);
    }

    private static float[] layer(Engine engine, int height, int iterations, long deviceLimit) {
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 30);
        InversionSettings settings = new InversionSettings(iterations, StepRule.NORMALISED, Scaling.NONE, 0, true);
        LayerReconstruction result = LayerInversion.of(engine, GaussianFilters.unitNorm(32, 1, 3, 3), model, settings)
                .withDeviceLimit(deviceLimit)
                .invert(noise(40, height, 1), Monitor.NONE);
        return values(result.image());
    }

    private static float[] forward(Engine engine) {
        return values(
                TiledForwardPass.of(engine, ForwardPass.to(network(), "pool2")).activations(image(), Monitor.NONE));
    }

    private static float[] forwardInTiles(Engine engine) {
        return values(new TiledForwardPass(engine, ForwardPass.to(network(), "pool2"), 200_000)
                .activations(image(), Monitor.NONE));
    }

    private static float[] nonzeros(Engine engine) {
        try (LayerNonzeros counts = LayerNonzeros.of(engine, ForwardPass.to(network(), "pool2"))) {
            List<Double> percentages =
                    List.copyOf(counts.percentages(image(), Monitor.NONE).values());
            float[] values = new float[percentages.size()];
            for (int i = 0; i < values.length; i++)
                values[i] = percentages.get(i).floatValue();
            return values;
        }
    }

    private static float[] code(Engine engine) {
        return values(new SparseCodeRecovery(2, Penalty.relative(0.1), new Fista(2, 0))
                .recover(engine, GaussianFilters.unitNorm(24, 1, 3, 3), noise(8, 6, 1), Monitor.NONE)
                .code());
    }

    private static float[] rip(Engine engine) {
        RipExperiment experiment =
                RipExperiment.twoDimensional(seed -> GaussianFilters.unitNorm(20, 3, 3, seed), 1, 10, 2, 30, 2, 1);
        double[] errors = experiment.run(engine, Monitor.NONE).values(RipQuantity.ERROR_5);
        float[] values = new float[errors.length];
        for (int i = 0; i < values.length; i++) values[i] = (float) errors[i];
        return values;
    }

    private static float[] network(Engine engine, NetworkInversionSettings settings) {
        return values(new NetworkInversion(engine, ForwardPass.to(network(), "pool2"), settings)
                .invert(image(), Monitor.NONE)
                .image());
    }

    private static Network network() {
        return Network.gaussian(
                Architecture.of(
                        "small",
                        2,
                        List.of(
                                Layer.Convolution.square("conv1", 32, 2, 5, 1, 2, 1),
                                Layer.Convolution.square("conv2", 32, 32, 3, 1, 1, 1),
                                new Layer.MaxPool("pool1", Pooling.blocks(2, Pooling.Selection.LARGEST)),
                                Layer.Convolution.square("conv3", 16, 32, 3, 1, 0, 1),
                                new Layer.MaxPool("pool2", new Pooling(3, 2, false, Pooling.Selection.LARGEST)))),
                1);
    }

    private static Img<FloatType> image() {
        return noise(26, 22, 2);
    }

    private static Img<FloatType> noise(int width, int height, int channels) {
        Random random = new Random(11);
        float[] values = new float[width * height * channels];
        for (int i = 0; i < values.length; i++) values[i] = random.nextFloat() - 0.5f;
        return ArrayImgs.floats(values, width, height, channels);
    }

    private static float[] values(Img<FloatType> image) {
        float[] values = new float[(int) image.size()];
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
        return values;
    }
}

package sc.fiji.invertibility.compute.opencl.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Winograd filtering loses little precision, also at odd sizes and paddings, over several strips and with large banks. */
class WinogradTest {

    private static final double AGREEMENT = 1e-5;

    private static Img<FloatType> random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    private static FilterBank bank(int filters, int channels, int padding) {
        float[] bias = new float[filters];
        for (int k = 0; k < filters; k++) bias[k] = k / 10f - 1;
        return GaussianFilters.scaled(filters, channels, 3, 3)
                .withPadding(Padding.of(padding))
                .withBias(bias);
    }

    private static Img<FloatType> convolved(Engine engine, FilterBank bank, Img<FloatType> x, Rectification r) {
        try (Scope scope = new Scope()) {
            return engine.download(engine.convolve(scope, engine.upload(scope, x), engine.pack(scope, bank), r));
        }
    }

    private static Img<FloatType> transposed(Engine engine, FilterBank bank, Img<FloatType> z, int height, int width) {
        try (Scope scope = new Scope()) {
            return engine.download(
                    engine.adjoint(scope, engine.upload(scope, z), engine.pack(scope, bank), height, width));
        }
    }

    private static double relativeError(Img<FloatType> actual, Img<FloatType> expected) {
        double error = 0;
        double norm = 0;
        var a = actual.cursor();
        for (FloatType e : expected) {
            double difference = a.next().getRealDouble() - e.getRealDouble();
            error += difference * difference;
            norm += e.getRealDouble() * e.getRealDouble();
        }
        return Math.sqrt(error / norm);
    }

    @ParameterizedTest(name = "{0} filters of {1} channels, padding {2}, on {3}×{4}")
    @CsvSource({
        "32, 32, 1, 24, 24",
        "48, 64, 1, 15, 15",
        "40, 33, 0, 41, 30",
        "33, 47, 2, 27, 39",
        "64, 32, 3, 25, 26",
        "64, 64, 1, 131, 125",
        "32, 64, 1, 300, 5",
        "352, 344, 1, 16, 15",
        "352, 344, 1, 28, 27",
        "336, 360, 2, 45, 30"
    })
    void agreesWithTheJavaEngine(int filters, int channels, int padding, int height, int width) {
        FilterBank bank = bank(filters, channels, padding);
        Img<FloatType> x = random(new Shape(channels, height, width), 1);
        try (Engine engine = OpenClTestDevice.processor().open();
                Engine java = JavaEngine.create()) {
            for (Rectification r : Rectification.values()) {
                double error = relativeError(convolved(engine, bank, x, r), convolved(java, bank, x, r));
                assertTrue(error < AGREEMENT, "convolve, " + r + ": " + error);
            }
            Img<FloatType> z = convolved(java, bank, x, Rectification.NONE);
            double error =
                    relativeError(transposed(engine, bank, z, height, width), transposed(java, bank, z, height, width));
            assertTrue(error < AGREEMENT, "adjoint: " + error);
        }
    }

    @ParameterizedTest(name = "{0} filters of {1} channels on {2}×{3}")
    @CsvSource({"64, 64, 32, 26", "336, 360, 14, 14", "352, 344, 40, 44"})
    void poolsWhatItConvolves(int filters, int channels, int height, int width) {
        FilterBank bank = bank(filters, channels, 1);
        Img<FloatType> image = random(new Shape(channels, height, width), 2);
        try (Engine engine = OpenClTestDevice.processor().open();
                Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, image);
            PackedFilters w = engine.pack(scope, bank);
            for (Pooling.Selection selection : Pooling.Selection.values()) {
                Pooling pooling = Pooling.blocks(2, selection);
                PooledCode fused = engine.encode(scope, x, w, Rectification.NONE, pooling);
                PooledCode apart = engine.pool(scope, engine.convolve(scope, x, w, Rectification.NONE), pooling);
                HostCode expected = engine.downloadCode(apart);
                HostCode actual = engine.downloadCode(fused);
                assertArrayEquals(expected.values(), actual.values(), "values, " + selection);
                assertArrayEquals(expected.switches(), actual.switches(), "switches, " + selection);
            }
        }
    }

    @Test
    void withoutRoomForItsScratchMemoryTheDirectKernelDoesIt() {
        FilterBank bank = bank(64, 64, 1);
        Shape shape = new Shape(64, 56, 56);
        Img<FloatType> x = random(shape, 1);
        Img<FloatType> expected;
        try (Engine java = JavaEngine.create()) {
            expected = convolved(java, bank, x, Rectification.NONE);
        }
        long maps = 2 * shape.size() * Float.BYTES;
        long transferAndFilters = 400_000;
        try (Engine small = OpenClTestDevice.processor().open(maps + transferAndFilters);
                Scope scope = new Scope()) {
            FeatureMap input = small.upload(scope, x);
            small.trim();
            PackedFilters w = small.pack(scope, bank);
            Img<FloatType> h = small.download(small.convolve(scope, input, w, Rectification.NONE));
            assertEquals(0, relativeError(h, expected), AGREEMENT);
        }
    }
}

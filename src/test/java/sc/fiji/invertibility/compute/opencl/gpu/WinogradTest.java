package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter.Kind;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Winograd filtering of 3×3 and 5×5 filters: its precision, of maps and codes, and when it is used. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WinogradTest {

    private static final double AGREEMENT = 1e-5;

    private Engine engine;

    @BeforeAll
    void open() {
        engine = GpuTestDevice.open();
    }

    @AfterAll
    void close() {
        engine.close();
    }

    private static float[] random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return values;
    }

    private FeatureMap upload(Scope scope, Shape shape, float[] values) {
        return engine.upload(scope, ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()));
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, {3} groups, padding {4}, {5}, on {6}×{7}")
    @CsvSource({
        "32, 64, 3, 1, 1, 1, 26, 29",
        "64, 16, 3, 2, 1, 1, 13, 18",
        "64, 64, 5, 1, 2, 2, 26, 29",
        "64, 64, 5, 1, 0, 3, 25, 24",
        "128, 24, 5, 2, 2, 2, 13, 14",
        "20, 300, 5, 1, 4, 1, 9, 7",
        "33, 47, 5, 1, 6, 5, 12, 3",
    })
    void agreesWithDoublePrecision(
            int filters, int channels, int size, int groups, int paddingY, int paddingX, int height, int width) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 3)
                .withGroups(groups)
                .withPadding(new Padding(paddingY, paddingX));
        Shape x = new Shape(bank.channels(), height, width), h = x.activations(bank);
        float[] pixels = random(x, 1), activations = random(h, 2);
        double[] convolved = DirectFiltering.convolved(bank, x, pixels);
        double[] transposed = DirectFiltering.transposed(bank, x, activations);
        try (Scope scope = new Scope();
                DriverCallCounter counter = DriverCallCounter.start()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap map = upload(scope, x, pixels), code = upload(scope, h, activations);
            FeatureMap forward = engine.convolve(scope, map, w, Rectification.NONE);
            FeatureMap back = engine.adjoint(scope, code, w, height, width);
            // The filters' transform, the inputs' transform, the products, and the outputs' transform.
            assertEquals(2 * 4, counter.of(Kind.LAUNCH));
            double error = DirectFiltering.relativeError(engine.download(forward), convolved);
            assertTrue(error < AGREEMENT, "convolve: " + error);
            error = DirectFiltering.relativeError(engine.download(back), transposed);
            assertTrue(error < AGREEMENT, "adjoint: " + error);
        }
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, {3} groups, padding {4}, {5}, on {6}×{7}")
    @CsvSource({
        "32, 48, 3, 1, 1, 1, 22, 17",
        "64, 16, 3, 2, 0, 2, 12, 18",
        "64, 64, 5, 1, 2, 2, 22, 18",
        "64, 64, 5, 1, 1, 3, 15, 24",
        "128, 24, 5, 2, 2, 4, 13, 14",
        "33, 47, 5, 1, 6, 4, 12, 3",
    })
    void readsCodesAndWritesThem(
            int filters, int channels, int size, int groups, int paddingY, int paddingX, int height, int width) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 3)
                .withGroups(groups)
                .withPadding(new Padding(paddingY, paddingX));
        Shape x = new Shape(bank.channels(), height, width), h = x.activations(bank);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap map = upload(scope, x, random(x, 3));
            for (Pooling.Selection selection : Pooling.Selection.values()) {
                Pooling pooling = Pooling.blocks(2, selection);
                assertFalse(engine.unpools(bank, h, pooling, Unpooling.SWITCHES));
                PooledCode z = engine.encode(scope, map, w, Rectification.NONE, pooling);
                FeatureMap activations = engine.convolve(scope, map, w, Rectification.NONE);
                var expected = engine.downloadCode(engine.pool(scope, activations, pooling));
                var actual = engine.downloadCode(z);
                assertEquals(h, z.unpooledShape());
                assertArrayEquals(expected.values(), actual.values());
                assertArrayEquals(expected.switches(), actual.switches());
                for (Unpooling unpooling : Unpooling.values()) {
                    FeatureMap unpooled = engine.unpool(scope, z, unpooling);
                    Img<FloatType> apart = engine.download(engine.adjoint(scope, unpooled, w, height, width));
                    double[] values = new double[(int) x.size()];
                    int i = 0;
                    for (FloatType value : apart) values[i++] = value.getRealDouble();
                    FeatureMap together = engine.synthesise(scope, z, unpooling, w, height, width);
                    assertEquals(0, DirectFiltering.relativeError(engine.download(together), values), AGREEMENT);
                }
            }
        }
    }

    @Test
    void fewChannelsAreFilteredDirectly() {
        assertEquals(1, launches(GaussianFilters.scaled(24, 24, 5, 1)));
        assertEquals(3, launches(GaussianFilters.scaled(28, 28, 5, 1)));
        assertEquals(1, launches(GaussianFilters.scaled(15, 300, 3, 1)));
        assertEquals(3, launches(GaussianFilters.scaled(16, 16, 3, 1)));
        assertEquals(1, launches(GaussianFilters.scaled(64, 64, 5, 1).withStride(2)));
    }

    /** The launches of a convolution of 20×20 pixels, when its filters have been packed. */
    private int launches(FilterBank bank) {
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.zeros(scope, new Shape(bank.channels(), 20, 20));
            PackedFilters w = engine.pack(scope, bank);
            engine.convolve(scope, x, w, Rectification.RELU);
            try (DriverCallCounter counter = DriverCallCounter.start()) {
                engine.convolve(scope, x, w, Rectification.RELU);
                return counter.of(Kind.LAUNCH);
            }
        }
    }
}

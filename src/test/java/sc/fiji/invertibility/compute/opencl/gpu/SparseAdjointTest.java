package sc.fiji.invertibility.compute.opencl.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** The transpose of sparse codes by their non-zeros is that of the unpooled codes, which the dense kernels compute. */
class SparseAdjointTest {

    private static final double AGREEMENT = 1e-5;
    private static final Pooling PAIRS = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    /** One that allows all, and one with so little local memory that channels are listed in several parts. */
    private static List<Engine> engines() {
        return List.of(
                GpuTestDevice.open(), GpuTestDevice.open(new DeviceLimits(64, 1 << 14, true, 2), Long.MAX_VALUE));
    }

    private static Img<FloatType> random(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    /** Codes of which one of every `units` is not zero. */
    private static List<PooledCode> codes(
            Engine engine, Scope scope, FilterBank bank, int height, int width, int count, int units) {
        Shape shape = new Shape(bank.filters(), bank.outputHeight(height), bank.outputWidth(width));
        List<FeatureMap> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) maps.add(engine.upload(scope, random(shape, i)));
        List<PooledCode> z = engine.poolAll(scope, maps, PAIRS);
        for (PooledCode code : z) engine.keepLargest(code, code.values().shape().size() / units);
        return z;
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, padding {3}, x {4}×{5}, one of {6} units")
    @CsvSource({
        "64, 3, 5, 2, 41, 30, 4",
        // more channels than are listed at a time
        "70, 3, 3, 1, 17, 50, 3",
        // blocks beside one another, the last of which is cut off within a list
        "8, 3, 5, 2, 23, 263, 3",
        // no padding, and more than the filter
        "12, 4, 3, 5, 20, 31, 3",
        "12, 3, 6, 0, 20, 31, 4",
        "5, 4, 1, 0, 12, 13, 3",
        // no non-zeros
        "7, 3, 5, 2, 14, 14, 100000"
    })
    void isThatOfTheUnpooledCode(int filters, int channels, int size, int padding, int height, int width, int units) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 3).withPadding(Padding.of(padding));
        for (Engine opened : engines())
            try (Engine engine = opened;
                    Scope scope = new Scope()) {
                PackedFilters w = engine.pack(scope, bank);
                List<PooledCode> z = codes(engine, scope, bank, height, width, 2, units);
                for (Unpooling unpooling : Unpooling.values()) {
                    List<FeatureMap> images = engine.synthesiseAll(scope, z, unpooling, w, height, width);
                    for (int i = 0; i < 2; i++) {
                        FeatureMap unpooled = engine.unpool(scope, z.get(i), unpooling);
                        FeatureMap expected = engine.adjoint(scope, unpooled, w, height, width);
                        double error = engine.squaredDistance(expected, images.get(i));
                        double norm = engine.dot(expected, expected);
                        assertTrue(Math.sqrt(error) <= AGREEMENT * Math.sqrt(norm), unpooling + ": " + error);
                    }
                }
            }
    }

    @Test
    void severalCodesGiveWhatEachGives() {
        FilterBank bank = GaussianFilters.scaled(20, 3, 5, 3);
        try (Engine engine = GpuTestDevice.open();
                Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            List<PooledCode> z = codes(engine, scope, bank, 30, 41, 5, 4);
            List<FeatureMap> together = engine.synthesiseAll(scope, z, Unpooling.SWITCHES, w, 30, 41);
            for (int i = 0; i < z.size(); i++) {
                FeatureMap alone = engine.synthesise(scope, z.get(i), Unpooling.SWITCHES, w, 30, 41);
                assertEquals(0, engine.squaredDistance(alone, together.get(i)), "code " + i);
            }
        }
    }

    /** With memory for codes and images, but not for the sums of each row of windows. */
    @Test
    void needsNoMemoryForItsSums() {
        FilterBank bank = GaussianFilters.scaled(4, 3, 5, 3);
        int height = 60, width = 64;
        long image = 4L * 3 * height * width,
                code = 2 * 4L * 4 * height / 2 * width / 2,
                maps = 4L * 4 * height * width;
        try (Engine engine = GpuTestDevice.open(image + code + maps + 8192);
                Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            PooledCode z = codes(engine, scope, bank, height, width, 1, 4).get(0);
            FeatureMap x = engine.synthesise(scope, z, Unpooling.SWITCHES, w, height, width);
            assertTrue(engine.dot(x, x) > 0);
        }
    }
}

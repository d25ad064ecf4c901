package sc.fiji.invertibility.compute.opencl.processor;

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
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** The transpose of a pooled code by its non-zeros is that of the unpooled code, at any size and in any strips. */
class SparseAdjointTest {

    private static final double AGREEMENT = 1e-5;

    private static Img<FloatType> random(Shape shape) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble(-1, 1);
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    private static Img<FloatType> synthesised(
            Engine engine, FilterBank bank, Pooling pooling, Unpooling unpooling, int height, int width) {
        try (Scope scope = new Scope()) {
            Shape shape = new Shape(bank.filters(), bank.outputHeight(height), bank.outputWidth(width));
            FeatureMap h = engine.upload(scope, random(shape));
            PooledCode z = engine.pool(scope, h, pooling);
            long units = z.values().shape().size();
            engine.keepLargest(z, (units + 2) / 3);
            PackedFilters w = engine.pack(scope, bank);
            return engine.download(engine.synthesise(scope, z, unpooling, w, height, width));
        }
    }

    private static void assertClose(Img<FloatType> expected, Img<FloatType> actual, String what) {
        double error = 0, norm = 0;
        var a = actual.cursor();
        for (FloatType e : expected) {
            double difference = a.next().getRealDouble() - e.getRealDouble();
            error += difference * difference;
            norm += e.getRealDouble() * e.getRealDouble();
        }
        assertTrue(Math.sqrt(error) <= AGREEMENT * Math.sqrt(norm), what + ": " + Math.sqrt(error / norm));
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, stride {3}, padding {4}, windows of {5} by {6}, x {7}×{8}")
    @CsvSource({
        // many channels, in one strip and in several
        "40, 33, 3, 1, 1, 2, 2, 14, 14",
        "33, 64, 3, 1, 1, 2, 2, 45, 37",
        "18, 20, 3, 2, 1, 3, 2, 31, 70",
        "20, 17, 5, 1, 2, 2, 2, 40, 21",
        "17, 48, 7, 3, 0, 3, 3, 50, 40",
        "16, 16, 1, 1, 0, 1, 1, 9, 30",
        "5, 16, 3, 1, 4, 2, 2, 20, 9",
        // more filters than one list has, in windows of one, two, three and more
        "70, 33, 3, 1, 1, 1, 1, 20, 23",
        "130, 16, 3, 1, 0, 2, 2, 19, 24",
        "70, 33, 3, 1, 1, 3, 2, 20, 23",
        "130, 40, 3, 1, 1, 3, 3, 21, 24",
        "70, 20, 3, 1, 1, 14, 14, 14, 14",
        // few channels: patches of three, five, seven and nine vectors, and of more
        "64, 1, 3, 1, 1, 2, 2, 41, 30",
        "70, 3, 3, 1, 1, 2, 2, 17, 50",
        "64, 3, 5, 1, 2, 2, 2, 41, 30",
        "130, 3, 5, 1, 2, 1, 1, 10, 12",
        "20, 15, 7, 1, 3, 2, 2, 25, 19",
        "7, 4, 5, 2, 0, 3, 2, 40, 29",
        "24, 2, 9, 4, 1, 3, 3, 90, 61",
        // few channels and more filters than are added at a time, on maps where that pays off and on a smaller one
        "330, 3, 5, 1, 2, 2, 2, 91, 90",
        "140, 8, 5, 1, 2, 2, 2, 85, 99",
        "330, 3, 5, 1, 2, 2, 2, 41, 30",
        // since there is no kernel for it
        "16, 3, 5, 1, 2, 40, 40, 60, 45"
    })
    void isThatOfTheJavaEngine(
            int filters,
            int channels,
            int size,
            int stride,
            int padding,
            int window,
            int spacing,
            int height,
            int width) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 3)
                .withStride(stride)
                .withPadding(Padding.of(padding));
        Pooling pooling = new Pooling(window, spacing, true, Pooling.Selection.LARGEST_MAGNITUDE);
        try (Engine engine = OpenClTestDevice.processor().open();
                Engine java = JavaEngine.create()) {
            for (Unpooling unpooling : Unpooling.values())
                assertClose(
                        synthesised(java, bank, pooling, unpooling, height, width),
                        synthesised(engine, bank, pooling, unpooling, height, width),
                        "" + unpooling);
        }
    }

    /** Of more codes than are transposed at a time. */
    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, {3}×{4}")
    @CsvSource({"150, 33, 3, 14, 14", "20, 16, 5, 30, 41", "18, 3, 3, 9, 8"})
    void severalCodesGiveWhatEachGives(int filters, int channels, int size, int height, int width) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 3);
        Pooling pooling = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);
        try (Engine engine = OpenClTestDevice.processor().open();
                Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap h = engine.upload(scope, random(new Shape(filters, height, width)));
            List<PooledCode> codes = new ArrayList<>();
            for (int i = 1; i <= 35; i++) {
                codes.add(engine.pool(scope, h, pooling));
                engine.keepLargest(codes.get(i - 1), 10L * i);
            }
            for (Unpooling unpooling : Unpooling.values()) {
                List<FeatureMap> together = engine.synthesiseAll(scope, codes, unpooling, w, height, width);
                for (int i = 0; i < codes.size(); i++) {
                    FeatureMap alone = engine.synthesise(scope, codes.get(i), unpooling, w, height, width);
                    assertEquals(0, engine.squaredDistance(alone, together.get(i)), unpooling + " of code " + i);
                }
            }
        }
    }

    @Test
    void takesNoMoreMemoryWhenRepeated() {
        FilterBank bank = GaussianFilters.scaled(32, 32, 3, 3);
        Pooling pooling = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);
        try (Engine engine = OpenClTestDevice.processor().open()) {
            synthesised(engine, bank, pooling, Unpooling.SWITCHES, 20, 20);
            long once = engine.bytesInUse();
            synthesised(engine, bank, pooling, Unpooling.SWITCHES, 20, 20);
            assertEquals(once, engine.bytesInUse());
        }
    }
}

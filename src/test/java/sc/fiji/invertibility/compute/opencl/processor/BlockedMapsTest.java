package sc.fiji.invertibility.compute.opencl.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

/**
 * Maps with many channels lie in blocks of sixteen, the last one with empty lanes: every operation of the sparsity
 * model gives bit by bit the same as in the Java engine.
 */
class BlockedMapsTest {

    /** Values with many ties, so that the first place and the first unit have to win. */
    private static Img<FloatType> image(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = random.nextInt(-6, 7) / 4f;
        return ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels());
    }

    /** Everything that the operations of the sparsity model compute, in one list. */
    private static List<Object> results(Engine engine, Shape shape, Pooling pooling) {
        List<Object> results = new ArrayList<>();
        try (engine;
                Scope scope = new Scope()) {
            FeatureMap h = engine.upload(scope, image(shape, 1));
            FeatureMap g = engine.upload(scope, image(shape, 2));
            PooledCode z = engine.pool(scope, h, pooling);
            PooledCode other = engine.uploadCode(scope, engine.downloadCode(z));
            long total = z.values().shape().size();
            RadixSelection largest = RadixSelection.of(total / 3, total);
            TileOrigin origin = TileOrigin.whole(z.values().shape());
            while (!largest.found()) {
                long[] counts = largest.emptyHistogram();
                engine.count(z, origin, largest.digit(), counts);
                results.add(counts);
                largest.accept(counts);
            }
            results.add(largest.cutoff());
            engine.keep(z, origin, largest.cutoff());
            add(results, engine.downloadCode(z));
            results.add(engine.nonzeros(z));
            for (Unpooling unpooling : Unpooling.values()) {
                FeatureMap unpooled = engine.unpool(scope, z, unpooling);
                results.add(values(engine.download(unpooled)));
                add(results, engine.downloadCode(engine.restrict(scope, g, z, unpooling)));
                results.add(engine.compare(z, other, unpooling));
                add(results, engine.downloadCode(engine.poolStep(scope, z, 0.5f, g, pooling, unpooling)));
            }
            results.add(values(engine.download(engine.winners(scope, z))));
            FeatureMap sum = engine.copy(scope, h);
            engine.axpy(0.25f, g, sum);
            engine.scale(2, sum);
            results.add(values(engine.download(sum)));
            results.add(engine.dot(h, g));
        }
        return results;
    }

    private static void add(List<Object> results, HostCode code) {
        results.add(code.values());
        results.add(code.switches());
    }

    private static float[] values(Img<FloatType> image) {
        float[] values = new float[(int) image.size()];
        int i = 0;
        for (FloatType value : image) values[i++] = value.get();
        return values;
    }

    static Stream<Arguments> cases() {
        return Stream.of(new Shape(16, 9, 13), new Shape(17, 12, 7), new Shape(45, 5, 33))
                .flatMap(shape -> Stream.of(
                                Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE),
                                Pooling.blocks(3, Pooling.Selection.LARGEST_RECTIFIED),
                                new Pooling(3, 2, false, Pooling.Selection.LARGEST))
                        .map(pooling -> Arguments.of(shape, pooling)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void doWhatTheJavaEngineDoes(Shape shape, Pooling pooling) {
        agree(results(OpenClTestDevice.processor().open(), shape, pooling), shape, pooling);
    }

    /** In pieces of several blocks, and in pieces of some rows of one block. */
    @ParameterizedTest
    @CsvSource({"40, 300, 400", "17, 700, 400", "600, 12, 9"})
    void comeBackFromTheDevice(int channels, int height, int width) {
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) values[i] = i;
        try (Engine engine = OpenClTestDevice.processor().open();
                Scope scope = new Scope()) {
            FeatureMap map = engine.upload(scope, ArrayImgs.floats(values, width, height, channels));
            assertArrayEquals(values, values(engine.download(map)));
        }
    }

    private static void agree(List<Object> actual, Shape shape, Pooling pooling) {
        List<Object> expected = results(JavaEngine.create(), shape, pooling);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < actual.size(); i++)
            assertArrayEquals(
                    new Object[] {expected.get(i)}, new Object[] {actual.get(i)}, "result " + i + " of " + shape);
    }
}

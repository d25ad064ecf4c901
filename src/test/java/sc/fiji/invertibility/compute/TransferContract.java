package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is uploaded to the device is downloaded bit by bit. */
interface TransferContract extends OpenEngine {

    private void assertReturns(RandomAccessibleInterval<FloatType> image) {
        Dense expected = Dense.of(image);
        Dense actual = result(scope -> engine().upload(scope, image));
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.values(), actual.values());
    }

    @Test
    default void anyKindOfImageReturnsUnchanged() {
        Dense source = Dense.random(new Shape(5, 13, 17), new SplittableRandom(1));
        Img<FloatType> array = source.image();
        Img<FloatType> planar = PlanarImgs.floats(17, 13, 5);
        ImgUtil.copy(array, planar);
        Img<FloatType> cells = new CellImgFactory<>(new FloatType(), 4).create(17, 13, 5);
        ImgUtil.copy(array, cells);
        assertReturns(array);
        assertReturns(planar);
        assertReturns(cells);
    }

    @Test
    default void intervalsOfAnyOriginReturnUnchanged() {
        Img<FloatType> image =
                Dense.random(new Shape(5, 13, 17), new SplittableRandom(2)).image();
        assertReturns(Views.interval(image, new long[] {3, 2, 1}, new long[] {9, 11, 3}));
        assertReturns(Views.translate(image, -7, 1000, 3));
        assertReturns(Views.permute(image, 0, 1));
        assertReturns(Views.invertAxis(image, 1));
        assertReturns(Views.interval(Views.extendMirrorSingle(image), new long[] {-3, -3, 0}, new long[] {20, 5, 4}));
        assertReturns(Views.addDimension(Views.hyperSlice(image, 2, 3), 9, 9));
        assertReturns(Views.subsample(image, 2));
    }

    @Test
    default void extremeValuesReturnUnchanged() {
        float[] values = {
            0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 1e-40f
        };
        float[] actual = result(scope -> engine().upload(scope, ArrayImgs.floats(values, 4, 2, 1)))
                .floats();
        for (int i = 0; i < values.length; i++)
            assertEquals(Float.floatToRawIntBits(values[i]), Float.floatToRawIntBits(actual[i]));
    }

    @Test
    default void aMapOfZerosIsZeroAlsoInUsedMemory() {
        Shape shape = new Shape(3, 50, 60);
        for (int i = 0; i < 3; i++) result(scope -> up(scope, Dense.random(shape, new SplittableRandom(3))));
        assertEquals(0, result(scope -> engine().zeros(scope, shape)).norm());
    }

    @Test
    default void indicesRunThroughLargeMaps() {
        Shape shape = new Shape(3, 1031, 1543);
        Dense x = Dense.zeros(shape);
        for (int i = 0; i < x.values().length; i++) x.values()[i] = i;
        Dense actual = result(scope -> up(scope, x));
        assertArrayEquals(x.values(), actual.values());
        HostCode z = Oracle.pool(x, Pooling.blocks(2, Pooling.Selection.LARGEST));
        assertArrayEquals(
                z.values(),
                code(scope -> engine().pool(scope, up(scope, x), z.pooling())).values());
    }

    @Test
    default void codesReturnUnchanged() {
        Pooling pooling = new Pooling(3, 2, true, Pooling.Selection.LARGEST_MAGNITUDE);
        HostCode z = Oracle.pool(Dense.random(new Shape(4, 22, 31), new SplittableRandom(5)), pooling);
        try (Scope scope = new Scope()) {
            PooledCode uploaded = engine().uploadCode(scope, z);
            assertEquals(z.shape(), uploaded.values().shape());
            assertEquals(z.unpooledShape(), uploaded.unpooledShape());
            assertEquals(pooling, uploaded.pooling());
            assertArrayEquals(
                    Dense.of(z.shape(), z.values()).values(),
                    Dense.of(engine().download(uploaded.values())).values());
            HostCode returned = engine().downloadCode(uploaded);
            assertArrayEquals(z.values(), returned.values());
            assertArrayEquals(z.switches(), returned.switches());
        }
    }

    @ParameterizedTest(name = "{0} codes of {1} filters")
    @CsvSource({"1, 16", "3, 5", "4, 40", "0, 16"})
    default void codesAreBroughtTogetherAsEachAlone(int count, int filters) {
        Pooling pooling = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);
        List<HostCode> codes = IntStream.range(0, count)
                .mapToObj(i -> Oracle.pool(Dense.random(new Shape(filters, 9, 12), new SplittableRandom(i)), pooling))
                .toList();
        try (Scope scope = new Scope()) {
            List<PooledCode> uploaded = engine().uploadCodes(scope, codes);
            assertEquals(count, uploaded.size());
            for (int i = 0; i < count; i++) {
                HostCode returned = engine().downloadCode(uploaded.get(i));
                assertArrayEquals(codes.get(i).values(), returned.values());
                assertArrayEquals(codes.get(i).switches(), returned.switches());
            }
        }
    }

    @Test
    default void largeMapsOfManyChannelsReturnUnchanged() {
        Shape shape = new Shape(33, 251, 257);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = i;
        try (Scope scope = new Scope()) {
            FeatureMap map = engine().upload(scope, ArrayImgs.floats(values, 257, 251, 33));
            int i = 0;
            for (FloatType value : Views.flatIterable(engine().download(map)))
                if (value.get() != values[i++]) fail("the value at " + (i - 1) + " is " + value.get());
        }
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"3, 13, 17", "18, 40, 33", "3, 1031, 1543"})
    default void aMapGoesToTheBeginningOfAnArray(int channels, int height, int width) {
        Dense x = Dense.random(new Shape(channels, height, width), new SplittableRandom(6));
        float[] values = new float[x.values().length + 2];
        values[x.values().length] = 7;
        try (Scope scope = new Scope()) {
            FeatureMap map = up(scope, x);
            engine().download(map, values);
            float[] expected = result(s -> up(s, x)).floats();
            assertArrayEquals(expected, Arrays.copyOf(values, expected.length));
            assertEquals(7, values[expected.length], "what is after the map");
            assertThrows(IllegalArgumentException.class, () -> engine().download(map, new float[expected.length - 1]));
        }
    }

    @Test
    default void anImageMayBeChangedOnceItWasUploaded() {
        float[] values = {1, 2, 3, 4, 5, 6};
        try (Scope scope = new Scope()) {
            FeatureMap map = engine().upload(scope, ArrayImgs.floats(values, 3, 2, 1));
            Arrays.fill(values, 0);
            float[] returned = new float[6];
            engine().download(map, returned);
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, returned);
        }
    }

    @Test
    default void anImageHasThreeAxes() {
        try (Scope scope = new Scope()) {
            assertThrows(IllegalArgumentException.class, () -> engine().upload(scope, ArrayImgs.floats(4, 4)));
            assertThrows(IllegalArgumentException.class, () -> engine().upload(scope, ArrayImgs.floats(4, 4, 1, 1)));
        }
    }

    @ParameterizedTest(name = "{0} maps of {1}×{2}×{3}, {4} rows apart")
    @CsvSource({"3, 2, 5, 7, 8", "1, 16, 3, 4, 3", "4, 33, 6, 5, 6", "2, 40, 1, 1, 9"})
    default void mapsAreStackedAndTakenApart(int maps, int channels, int height, int width, int pitch) {
        Shape shape = new Shape(channels, height, width);
        try (Scope scope = new Scope()) {
            List<Dense> sources = IntStream.range(0, maps)
                    .mapToObj(i -> Dense.random(shape, new SplittableRandom(i)))
                    .toList();
            FeatureMap stacked = engine().stack(
                            scope, sources.stream().map(s -> up(scope, s)).toList(), pitch);
            assertEquals(new Shape(channels, (maps - 1) * pitch + height, width), stacked.shape());
            double energy = sources.stream().mapToDouble(s -> s.dot(s)).sum();
            assertEquals(energy, engine().dot(stacked, stacked), 1e-5 * energy, "zeros between the maps");
            for (int i = 0; i < maps; i++)
                assertArrayEquals(
                        sources.get(i).values(),
                        Dense.of(engine().download(engine().rows(scope, stacked, i * pitch, height)))
                                .values());
            FeatureMap first = up(scope, sources.get(0));
            assertThrows(IllegalArgumentException.class, () -> engine().rows(scope, first, 1, height));
            assertThrows(IllegalArgumentException.class, () -> engine().stack(scope, List.of(first), height - 1));
        }
    }
}

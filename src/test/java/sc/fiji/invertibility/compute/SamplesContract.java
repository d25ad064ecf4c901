package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integers become exactly the values that they stand for, however an engine brings them to its device. */
interface SamplesContract extends OpenEngine {

    /** What integers stand for: another value in each channel. */
    private static float value(int channel, int integer) {
        return (float) (0.1 + integer / 3.0 - 0.7 * channel);
    }

    private static IndexedImage image(Samples samples) {
        return IndexedImage.of(samples, SamplesContract::value);
    }

    private static Object noise(SampleStorage storage, int length, int levels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Object array = switch (storage) {
            case BYTES -> new byte[length];
            case SHORTS -> new short[length];
            case PACKED_RGB -> new int[length];
        };
        for (int i = 0; i < length; i++)
            switch (storage) {
                case BYTES -> ((byte[]) array)[i] = (byte) random.nextInt(levels);
                case SHORTS -> ((short[]) array)[i] = (short) random.nextInt(levels);
                case PACKED_RGB -> ((int[]) array)[i] = random.nextInt();
            }
        return array;
    }

    private static int sample(SampleStorage storage, List<Samples.Slice> slices, int channel, int index) {
        Samples.Slice slice = slices.get(channel / (storage == SampleStorage.PACKED_RGB ? 3 : 1));
        int at = slice.first() + index;
        return switch (storage) {
            case BYTES -> Byte.toUnsignedInt(((byte[]) slice.array())[at]);
            case SHORTS -> Short.toUnsignedInt(((short[]) slice.array())[at]);
            case PACKED_RGB -> ((int[]) slice.array())[at] >>> (2 - channel % 3) * 8 & 255;
        };
    }

    @ParameterizedTest(name = "{0}, {1} slices of {2}×{3}, first {4}, stride {5}, {6} levels")
    @CsvSource({
        "BYTES, 1, 1, 1, 0, 1, 256",
        "BYTES, 1, 40, 52, 0, 52, 256",
        "BYTES, 3, 41, 53, 57, 61, 256",
        "BYTES, 18, 33, 35, 5, 36, 200",
        "SHORTS, 1, 1, 1, 7, 3, 65536",
        "SHORTS, 1, 29, 31, 3, 40, 500",
        "SHORTS, 2, 301, 257, 0, 257, 65536",
        "SHORTS, 20, 37, 39, 0, 39, 300",
        "PACKED_RGB, 1, 1, 1, 0, 1, 256",
        "PACKED_RGB, 1, 63, 47, 11, 50, 256",
        "PACKED_RGB, 2, 40, 64, 0, 64, 256",
        "PACKED_RGB, 6, 31, 30, 1, 32, 256",
        "SHORTS, 3, 1031, 1543, 9, 1547, 4096",
        "PACKED_RGB, 1, 1031, 2049, 0, 2049, 256"
    })
    default void samplesBecomeTheirValues(
            SampleStorage storage, int count, int height, int width, int first, int stride, int levels) {
        List<Samples.Slice> slices = IntStream.range(0, count)
                .mapToObj(i -> new Samples.Slice(noise(storage, first + i + height * stride, levels, i), first + i))
                .toList();
        Shape shape = new Shape(count * storage.channels(), height, width);
        Samples samples = Samples.of(shape, slices, stride);
        IndexedImage image = image(samples);
        Dense actual = result(scope -> engine().upload(scope, image));
        assertEquals(shape, actual.shape());
        float[] values = actual.floats();
        for (int c = 0, i = 0; c < shape.channels(); c++)
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++, i++) {
                    float expected = value(c, sample(storage, slices, c, y * stride + x));
                    if (Float.floatToRawIntBits(expected) != Float.floatToRawIntBits(values[i]))
                        assertEquals(expected, values[i], "at x=" + x + ", y=" + y + ", channel " + c);
                }
    }

    @Test
    default void aMeanIsExact() {
        byte[] bytes = {(byte) 255, 0, 1, 3};
        Samples samples = Samples.of(new Shape(1, 2, 2), List.of(new Samples.Slice(bytes, 0)), 2);
        assertEquals(64.75, samples.mean(0));
    }

    @Test
    default void aPartOfAnImageOfSamplesIsAnImageToo() {
        Samples samples = Samples.of(
                new Shape(3, 60, 70), List.of(new Samples.Slice(noise(SampleStorage.PACKED_RGB, 4200, 0, 1), 0)), 70);
        IndexedImage image = image(samples);
        float[] whole = result(scope -> engine().upload(scope, image)).floats();
        float[] part = result(scope ->
                        engine().upload(scope, Views.interval(image, new long[] {5, 7, 1}, new long[] {64, 56, 2})))
                .floats();
        for (int c = 0, i = 0; c < 2; c++)
            for (int y = 0; y < 50; y++)
                for (int x = 0; x < 60; x++) assertEquals(whole[((c + 1) * 60 + y + 7) * 70 + x + 5], part[i++]);
    }

    @Test
    default void imagesOfSamplesAndOfValuesGoTogether() {
        Shape shape = new Shape(2, 50, 40);
        List<Samples.Slice> slices = List.of(
                new Samples.Slice(noise(SampleStorage.BYTES, 2000, 256, 1), 0),
                new Samples.Slice(noise(SampleStorage.BYTES, 2000, 256, 2), 0));
        IndexedImage image = image(Samples.of(shape, slices, 40));
        Dense other = Dense.random(shape, new SplittableRandom(3));
        try (Scope scope = new Scope()) {
            List<FeatureMap> maps = engine().uploadAll(scope, List.of(image, other.image(), image));
            float[] alone = result(own -> engine().upload(own, image)).floats();
            for (int i : new int[] {0, 2})
                assertArrayEquals(
                        alone, Dense.of(engine().download(maps.get(i))).floats());
            assertArrayEquals(
                    other.values(), Dense.of(engine().download(maps.get(1))).values());
        }
    }

    /** There may be no room for the integers beside the values; they are never asked for more memory than floats. */
    @Test
    default void aFullDeviceTakesSamplesToo() {
        Shape shape = new Shape(3, 512, 512);
        Samples samples =
                Samples.of(shape, List.of(new Samples.Slice(noise(SampleStorage.PACKED_RGB, 512 * 512, 0, 1), 0)), 512);
        IndexedImage image = image(samples);
        float[] expected = result(scope -> engine().upload(scope, image)).floats();
        try (Engine small = open(shape.size() * Float.BYTES + (1 << 17));
                Scope scope = new Scope()) {
            FeatureMap map = small.upload(scope, image);
            assertArrayEquals(expected, Dense.of(small.download(map)).floats());
            assertTrue(small.bytesInUse() <= shape.size() * Float.BYTES + (1 << 17));
        }
    }
}

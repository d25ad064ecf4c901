package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations on each value by itself, or on the neighbouring channels: the same numbers for any number of channels, and
 * nothing but zeros in channels that a device adds as padding.
 */
interface PointwiseContract extends OpenEngine {

    /** Values of which a third are zeros of either sign. */
    private static Dense values(int channels, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Dense map = Dense.random(new Shape(channels, height, width), random);
        for (int i = 0; i < map.values().length; i++) {
            int kind = random.nextInt(6);
            if (kind < 2) map.values()[i] = kind == 0 ? 0.0 : -0.0;
        }
        return map;
    }

    private static float[] each(Dense x, Dense y, DoubleBinaryOperator operator) {
        float[] result = new float[x.values().length];
        for (int i = 0; i < result.length; i++)
            result[i] = (float) operator.applyAsDouble(x.values()[i], y.values()[i]);
        return result;
    }

    private static float[] floats(Img<FloatType> image) {
        float[] values = new float[(int) image.size()];
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
        return values;
    }

    /** Applies an operation to a map; counts on the device what it left there, and on the heap what can be seen. */
    private float[] applied(Dense x, BiFunction<Scope, FeatureMap, FeatureMap> operation) {
        engine().trim();
        long before = engine().bytesInUse();
        float[] values;
        try (Scope scope = new Scope()) {
            FeatureMap result = operation.apply(scope, up(scope, x));
            assertEquals(x.shape(), result.shape());
            values = floats(engine().download(result));
            double squares = 0;
            for (float value : values) squares += (double) value * value;
            assertEquals(nonzeros(values), engine().magnitudes(result).nonzeros(), "values that cannot be seen");
            assertEquals(squares, engine().dot(result, result), 1e-6 * squares);
        }
        engine().trim();
        assertEquals(before, engine().bytesInUse(), "memory that was not given back");
        return values;
    }

    private static long nonzeros(float[] values) {
        long count = 0;
        for (float value : values) if (value != 0) count++;
        return count;
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 257, 301"})
    default void rectifiesValueByValue(int channels, int height, int width) {
        Dense x = values(channels, height, width, 1);
        float[] expected = each(x, x, (v, same) -> v > 0 ? v : 0);
        assertArrayEquals(expected, applied(x, (scope, map) -> engine().rectify(scope, map)));
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 257, 301"})
    default void masksValueByValue(int channels, int height, int width) {
        Dense x = values(channels, height, width, 2);
        Dense mask = values(channels, height, width, 3);
        mask.values()[0] = Float.MIN_VALUE;
        float[] expected = each(x, mask, (v, m) -> m != 0 ? v : 0);
        assertArrayEquals(expected, applied(x, (scope, map) -> engine().mask(scope, map, up(scope, mask))));
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 257, 301"})
    default void softThresholdsValueByValue(int channels, int height, int width) {
        Dense x = values(channels, height, width, 4);
        for (float threshold : new float[] {0, 0.5f}) {
            float[] expected =
                    each(x, x, (v, same) -> Math.max((float) v - threshold, 0f) + Math.min((float) v + threshold, 0f));
            assertArrayEquals(expected, applied(x, (scope, map) -> {
                engine().softThreshold(threshold, map);
                return map;
            }));
        }
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 257, 301"})
    default void aProximalStepIsASoftThresholdOfTheSum(int channels, int height, int width) {
        Dense y = values(channels, height, width, 9);
        Dense g = values(channels, height, width, 10);
        // Half of a number is exact, so that a fused multiplication rounds no differently.
        float[] expected = each(y, g, (v, slope) -> {
            float moved = (float) v + 0.5f * (float) slope;
            return Math.max(moved - 0.25f, 0f) + Math.min(moved + 0.25f, 0f);
        });
        assertArrayEquals(
                expected, applied(y, (scope, map) -> engine().proximalStep(scope, map, 0.5f, up(scope, g), 0.25f)));
    }

    @ParameterizedTest(name = "{0}×{1}×{2}, {3} maps")
    @CsvSource({"1, 1, 1, 2", "3, 5, 7, 3", "17, 9, 13, 4", "64, 4, 5, 3", "2, 257, 301, 3"})
    default void anExtrapolatedStepBeginsAtSums(int channels, int height, int width, int count) {
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = new ArrayList<>(), y = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                // Others than the map and its gradient may be of any size.
                int rows = i < 2 ? height : height + 3;
                x.add(up(scope, values(channels, rows, width, 20 + i)));
                y.add(up(scope, values(channels, rows, width, 30 + i)));
            }
            List<FeatureMap> steps = engine().extrapolatedStep(scope, 2, x, -1, y, 0.5f, 0.25f);
            assertEquals(count, steps.size());
            List<FeatureMap> expected = new ArrayList<>(engine().combinedAll(scope, 2, x, -1, y));
            expected.set(1, engine().proximalStep(scope, expected.get(0), 0.5f, expected.get(1), 0.25f));
            for (int i = 0; i < count; i++)
                assertArrayEquals(
                        Dense.of(engine().download(expected.get(i))).floats(),
                        Dense.of(engine().download(steps.get(i))).floats(),
                        "map " + i);
        }
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 257, 301"})
    default void addsUpMagnitudes(int channels, int height, int width) {
        Dense x = values(channels, height, width, 5);
        x.values()[x.values().length - 1] = -2;
        double sum = Arrays.stream(x.values()).map(Math::abs).sum();
        double squares = Arrays.stream(x.values()).map(v -> v * v).sum();
        try (Scope scope = new Scope()) {
            MapNorms magnitudes = engine().magnitudes(up(scope, x));
            assertEquals(sum, magnitudes.sum(), 1e-6 * sum);
            assertEquals(squares, magnitudes.squares(), 1e-6 * squares);
            assertEquals(2, magnitudes.largest());
            assertEquals(nonzeros(x.floats()), magnitudes.nonzeros());
            FeatureMap zeros = engine().zeros(scope, x.shape());
            engine().scale(-1, zeros);
            assertEquals(new MapNorms(0, 0, 0, 0), engine().magnitudes(zeros));
        }
    }

    @ParameterizedTest(name = "{0}×{1}×{2}, n = {3}")
    @CsvSource({
        "1, 1, 1, 5",
        "3, 5, 7, 5",
        "16, 1, 1, 3",
        "17, 9, 13, 5",
        "64, 4, 5, 9",
        "2, 57, 61, 1",
        "40, 3, 4, 201"
    })
    default void normalisesByNeighbouringChannels(int channels, int height, int width, int size) {
        Dense x = values(channels, height, width, 6);
        LocalResponseNorm response = new LocalResponseNorm(size, 3, 0.75, 0.5);
        Dense expected = Dense.zeros(x.shape());
        for (int c = 0; c < channels; c++)
            for (int y = 0; y < height; y++)
                for (int column = 0; column < width; column++) {
                    double squares = 0;
                    for (int j = Math.max(0, c - size / 2); j <= Math.min(channels - 1, c + size / 2); j++)
                        squares += x.at(j, y, column) * x.at(j, y, column);
                    expected.values()[x.index(c, y, column)] =
                            x.at(c, y, column) * Math.pow(0.5 + 3.0 / size * squares, -0.75);
                }
        Dense actual = Dense.of(x.shape(), applied(x, (scope, map) -> engine().normalise(scope, map, response)));
        assertClose(expected, actual, 1e-5, "normalised");
    }

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "16, 1, 1", "17, 9, 13", "64, 4, 5", "2, 57, 61"})
    default void recodedValuesKeepTheirPlaces(int channels, int height, int width) {
        Pooling pooling = Pooling.blocks(3, Pooling.Selection.LARGEST);
        HostCode positions = Oracle.pool(values(channels, height, width, 7), pooling);
        Shape shape = positions.shape();
        Dense x = values(channels, shape.height(), shape.width(), 8);
        HostCode[] recoded = new HostCode[1];
        float[] values = applied(x, (scope, map) -> {
            PooledCode z = engine().recode(scope, map, engine().uploadCode(scope, positions));
            recoded[0] = engine().downloadCode(z);
            engine().scale(0, map);
            return z.values();
        });
        assertArrayEquals(x.floats(), values, "the values are a copy");
        assertArrayEquals(x.floats(), recoded[0].values());
        assertArrayEquals(positions.switches(), recoded[0].switches());
        assertEquals(positions.unpooledShape(), recoded[0].unpooledShape());
        assertEquals(pooling, recoded[0].pooling());
    }

    @Test
    default void mapsThatDoNotMatchAreRefused() {
        try (Scope scope = new Scope()) {
            FeatureMap map = engine().zeros(scope, new Shape(2, 4, 4));
            FeatureMap wider = engine().zeros(scope, new Shape(2, 4, 5));
            PooledCode z = engine().pool(scope, map, Pooling.blocks(2, Pooling.Selection.LARGEST));
            assertThrows(IllegalArgumentException.class, () -> engine().mask(scope, map, wider));
            assertThrows(IllegalArgumentException.class, () -> engine().proximalStep(scope, map, 1, wider, 1));
            assertThrows(IllegalArgumentException.class, () -> engine().recode(scope, map, z));
            List<FeatureMap> one = List.of(map), three = List.of(map, map, map), unlike = List.of(map, wider, map);
            for (List<FeatureMap> x : List.of(one, unlike))
                assertThrows(IllegalArgumentException.class, () -> engine().extrapolatedStep(scope, 1, x, 1, x, 1, 1));
            assertThrows(
                    IllegalArgumentException.class, () -> engine().extrapolatedStep(scope, 1, three, 1, unlike, 1, 1));
            assertThrows(
                    IllegalArgumentException.class, () -> engine().extrapolatedStep(scope, 1, three, 1, one, 1, 1));
        }
    }
}

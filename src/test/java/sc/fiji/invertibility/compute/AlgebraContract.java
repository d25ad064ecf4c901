package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linear algebra over whole maps. */
interface AlgebraContract extends OpenEngine {

    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"1, 1, 1", "3, 5, 7", "17, 31, 33", "2, 300, 520", "64, 13, 1"})
    default void mapsAreVectors(int channels, int height, int width) {
        Shape shape = new Shape(channels, height, width);
        Dense x = Dense.random(shape, new SplittableRandom(1));
        Dense y = Dense.random(shape, new SplittableRandom(2));
        try (Scope scope = new Scope()) {
            FeatureMap onX = up(scope, x);
            FeatureMap onY = up(scope, y);
            assertEquals(x.dot(y), engine().dot(onX, onY), 1e-5 * x.norm() * y.norm());
            assertEquals(x.dot(x), engine().dot(onX, onX), 1e-5 * x.dot(x));
            Dense difference = x.combined(1, -1, y);
            double distance = difference.dot(difference);
            assertEquals(distance, engine().squaredDistance(onX, onY), 1e-5 * distance);
            Dense combined = Dense.of(engine().download(engine().combined(scope, 1.5f, onX, -0.75f, onY)));
            assertClose(x.combined(1.5, -0.75, y), combined, 1e-6, "combined");
            FeatureMap copy = engine().copy(scope, onY);
            engine().axpy(-0.75f, onX, copy);
            assertClose(y.combined(1, -0.75, x), Dense.of(engine().download(copy)), 1e-6, "axpy");
            engine().scale(-2.5f, copy);
            assertClose(y.combined(-2.5, 1.875, x), Dense.of(engine().download(copy)), 1e-6, "scale");
            assertArrayEquals(x.values(), Dense.of(engine().download(onX)).values(), "x is not changed");
            assertArrayEquals(y.values(), Dense.of(engine().download(onY)).values(), "a copy is not its source");
        }
    }

    @Test
    default void doublesAMapThatIsAddedToItself() {
        Dense x = Dense.random(new Shape(3, 8, 9), new SplittableRandom(1));
        assertArrayEquals(
                x.combined(2, 0, x).values(),
                result(scope -> {
                            FeatureMap map = up(scope, x);
                            engine().axpy(1, map, map);
                            return map;
                        })
                        .values());
    }

    @Test
    default void sumsManyValuesInDoublePrecision() {
        Shape shape = new Shape(16, 512, 512);
        try (Scope scope = new Scope()) {
            FeatureMap ones = engine().zeros(scope, shape);
            Dense x = Dense.zeros(new Shape(1, 512, 512));
            for (int i = 0; i < x.values().length; i++) x.values()[i] = 1 + (i % 2 == 0 ? 1e-3f : 0);
            FeatureMap first = up(scope, x);
            assertEquals(x.dot(x), engine().dot(first, first), 1e-6 * x.dot(x));
            assertEquals(0, engine().dot(ones, ones));
        }
    }

    @Test
    default void normsRunOverTheChannels() {
        Dense x = Dense.random(new Shape(5, 31, 17), new SplittableRandom(3));
        Dense expected = Dense.zeros(x.shape().withChannels(1));
        int pixels = expected.values().length;
        for (int i = 0; i < x.values().length; i++) expected.values()[i % pixels] += x.values()[i] * x.values()[i];
        for (int i = 0; i < pixels; i++) expected.values()[i] = Math.sqrt(expected.values()[i]);
        assertClose(expected, result(scope -> engine().pixelNorms(scope, up(scope, x))), 1e-6, "norms");
    }

    @Test
    default void distancesRunOverTheChannels() {
        Dense x = Dense.random(new Shape(3, 31, 17), new SplittableRandom(3));
        Dense y = Dense.random(x.shape(), new SplittableRandom(4));
        Dense expected = Dense.zeros(x.shape().withChannels(1));
        int pixels = expected.values().length;
        for (int i = 0; i < x.values().length; i++)
            expected.values()[i % pixels] += Math.pow(0.75 * x.values()[i] - y.values()[i], 2);
        for (int i = 0; i < pixels; i++) expected.values()[i] = Math.sqrt(expected.values()[i]);
        assertClose(
                expected,
                result(scope -> engine().pixelDistances(scope, 0.75f, up(scope, x), up(scope, y))),
                1e-6,
                "distances");
    }

    @Test
    default void softThresholdingMovesValuesTowardsZero() {
        Dense x = Dense.random(new Shape(3, 31, 17), new SplittableRandom(5));
        Dense expected = Dense.zeros(x.shape());
        for (int i = 0; i < x.values().length; i++)
            expected.values()[i] = Math.signum(x.values()[i]) * Math.max(0, Math.abs(x.values()[i]) - 0.25);
        Dense actual = result(scope -> {
            FeatureMap map = up(scope, x);
            engine().softThreshold(0.25f, map);
            return map;
        });
        assertClose(expected, actual, 1e-6, "soft threshold");
        for (int i = 0; i < x.values().length; i++) if (expected.values()[i] == 0) assertEquals(0, actual.values()[i]);
    }

    @Test
    default void magnitudesAreSummedAndCounted() {
        Dense x = Dense.integers(new Shape(3, 131, 217), 4, new SplittableRandom(6));
        double sum = 0, squares = 0;
        long nonzeros = 0;
        for (double value : x.values()) {
            sum += Math.abs(value);
            squares += value * value;
            if (value != 0) nonzeros++;
        }
        try (Scope scope = new Scope()) {
            MapNorms magnitudes = engine().magnitudes(up(scope, x));
            assertEquals(sum, magnitudes.sum(), 1e-9 * sum);
            assertEquals(squares, magnitudes.squares(), 1e-9 * squares);
            assertEquals(4, magnitudes.largest());
            assertEquals(nonzeros, magnitudes.nonzeros());
        }
    }

    @Test
    default void severalMapsAreMeasuredAsEachAlone() {
        List<Shape> shapes = List.of(new Shape(3, 5, 7), new Shape(17, 31, 33), new Shape(1, 1, 1));
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = shapes.stream()
                    .map(shape -> up(scope, Dense.random(shape, new SplittableRandom(7))))
                    .toList();
            List<FeatureMap> y = shapes.stream()
                    .map(shape -> up(scope, Dense.random(shape, new SplittableRandom(8))))
                    .toList();
            double[] dots = engine().dots(x, y), distances = engine().squaredDistances(x, y);
            List<MapNorms> magnitudes = engine().magnitudes(x);
            for (int i = 0; i < shapes.size(); i++) {
                assertEquals(engine().dot(x.get(i), y.get(i)), dots[i]);
                assertEquals(engine().squaredDistance(x.get(i), y.get(i)), distances[i]);
                assertEquals(engine().magnitudes(x.get(i)), magnitudes.get(i));
            }
            assertEquals(0, engine().dots(List.of(), List.of()).length);
            assertThrows(IllegalArgumentException.class, () -> engine().dots(x, List.of(y.get(1), y.get(0), y.get(2))));
            assertThrows(IllegalArgumentException.class, () -> engine().squaredDistances(x, y.subList(0, 2)));
        }
    }

    @Test
    default void normsAndDistancesAreMeasuredAsEachAlone() {
        List<Shape> shapes = List.of(new Shape(3, 5, 7), new Shape(17, 31, 33), new Shape(1, 1, 1));
        SplittableRandom random = new SplittableRandom(9);
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = new ArrayList<>(), y = new ArrayList<>();
            for (Shape shape : shapes) {
                x.add(up(scope, Dense.random(shape, random)));
                y.add(up(scope, Dense.random(shape, random)));
            }
            NormsAndDistances norms = norms(y, x, y);
            assertEquals(engine().magnitudes(y), norms.magnitudes());
            assertArrayEquals(engine().squaredDistances(x, y), norms.squaredDistances());
            assertEquals(0, norms(x, List.of(), List.of()).squaredDistances().length);
        }
    }

    private NormsAndDistances norms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        try (Pending<NormsAndDistances> norms = engine().startNorms(maps, x, y)) {
            return norms.get();
        }
    }

    @Test
    default void sumsAreTheSameBitsEachTime() {
        Dense x = Dense.random(new Shape(7, 301, 203), new SplittableRandom(4));
        try (Scope scope = new Scope()) {
            FeatureMap map = up(scope, x);
            double first = engine().dot(map, map);
            for (int i = 0; i < 5; i++) assertEquals(first, engine().dot(map, map));
        }
    }
}

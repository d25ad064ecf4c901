package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisation by channel, sums over blocks, dropout and Adam agree with their definitions in double precision. */
interface TrainingContract extends EachOfSeveral {

    double CLOSE = 1e-5;

    float EPSILON = 1e-3f;

    /** Maps of a batch. */
    record Batch(int count, Shape shape) {
        List<Dense> maps(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            return IntStream.range(0, count)
                    .mapToObj(i -> Dense.random(shape, random))
                    .toList();
        }

        double values() {
            return (double) count * shape.pixels();
        }
    }

    static Stream<Batch> batches() {
        return Stream.of(
                new Batch(1, new Shape(1, 1, 2)),
                new Batch(3, new Shape(2, 5, 7)),
                new Batch(2, new Shape(16, 9, 12)),
                new Batch(5, new Shape(17, 13, 11)),
                new Batch(2, new Shape(3, 150, 131)),
                new Batch(7, new Shape(40, 4, 4)));
    }

    /** Sums a function of value and partner over each channel of all pairs of maps. */
    private static double[] sums(List<Dense> x, List<Dense> y, Term term) {
        Shape shape = x.get(0).shape();
        double[] sums = new double[shape.channels()];
        for (int n = 0; n < x.size(); n++)
            for (int i = 0; i < shape.size(); i++) {
                int c = (int) (i / shape.pixels());
                sums[c] += term.of(x.get(n).values()[i], y.get(n).values()[i], c);
            }
        return sums;
    }

    /** A function of two values and their channel. */
    interface Term {
        double of(double x, double y, int channel);
    }

    private static Dense row(double[] values) {
        return new Dense(ParameterShapes.perChannel(values.length), values);
    }

    /** The mean shifted away from zero, where one pass over the squares would lose digits. */
    private static List<Dense> shifted(List<Dense> maps) {
        maps.forEach(map -> {
            for (int i = 0; i < map.values().length; i++) map.values()[i] = (float) (map.values()[i] + 3);
        });
        return maps;
    }

    @ParameterizedTest
    @MethodSource("batches")
    default void channelSumsAndMomentsAgree(Batch batch) {
        List<Dense> x = shifted(batch.maps(1));
        double[] sums = sums(x, x, (a, b, c) -> a);
        assertClose(row(sums), result(scope -> engine().channelSums(scope, upAll(scope, x))), CLOSE, "sums");
        double[] mean = row(sums).combined(1 / batch.values(), 0, row(sums)).values();
        double[] squares = sums(x, x, (a, b, c) -> (a - mean[c]) * (a - mean[c]) / batch.values());
        assertClose(
                row(mean),
                result(scope -> engine().moments(scope, upAll(scope, x)).mean()),
                CLOSE,
                "mean");
        assertClose(
                row(squares),
                result(scope -> engine().moments(scope, upAll(scope, x)).variance()),
                CLOSE,
                "variance");
    }

    @ParameterizedTest
    @MethodSource("batches")
    default void batchNormalisationAgrees(Batch batch) {
        List<Dense> x = shifted(batch.maps(2));
        Dense gamma = Dense.random(ParameterShapes.perChannel(batch.shape.channels()), new SplittableRandom(3));
        Dense beta = Dense.random(gamma.shape(), new SplittableRandom(4));
        for (Rectification rectification : Rectification.values()) {
            List<Dense> expected = normalised(x, gamma.values(), beta.values());
            if (rectification == Rectification.RELU)
                expected.forEach(map -> {
                    for (int i = 0; i < map.values().length; i++) map.values()[i] = Math.max(0, map.values()[i]);
                });
            for (int n = 0; n < x.size(); n++) {
                int map = n;
                Dense actual = result(scope -> {
                    List<FeatureMap> maps = upAll(scope, x);
                    ChannelAffine affine = engine().batchNorm(
                                    scope, engine().moments(scope, maps), up(scope, gamma), up(scope, beta), EPSILON);
                    return engine().affine(scope, maps, affine, rectification).get(map);
                });
                assertClose(expected.get(n), actual, 10 * CLOSE, "normalised");
            }
        }
    }

    private static List<Dense> normalised(List<Dense> x, double[] gamma, double[] beta) {
        double count = (double) x.size() * x.get(0).shape().pixels();
        double[] mean = sums(x, x, (a, b, c) -> a / count);
        double[] variance = sums(x, x, (a, b, c) -> (a - mean[c]) * (a - mean[c]) / count);
        List<Dense> results = new ArrayList<>();
        for (Dense map : x) {
            Dense result = Dense.zeros(map.shape());
            for (int i = 0; i < map.values().length; i++) {
                int c = (int) (i / map.shape().pixels());
                result.values()[i] =
                        gamma[c] * (map.values()[i] - mean[c]) / Math.sqrt(variance[c] + EPSILON) + beta[c];
            }
            results.add(result);
        }
        return results;
    }

    /** The gradient is held against finite differences of the definition, in double precision. */
    @ParameterizedTest
    @MethodSource("batches")
    default void batchNormalisationHasTheGradientOfItsDefinition(Batch batch) {
        List<Dense> x = shifted(batch.maps(5)), g = batch.maps(6);
        double[] gamma = Dense.random(new Shape(1, 1, batch.shape.channels()), new SplittableRandom(7))
                .values();
        double[] beta = new double[gamma.length];
        try (Scope scope = new Scope()) {
            List<FeatureMap> maps = upAll(scope, x);
            BatchNormGradient gradient = engine().batchNormGradient(
                            scope,
                            maps,
                            upAll(scope, g),
                            engine().moments(scope, maps),
                            up(scope, row(gamma)),
                            EPSILON);
            SplittableRandom random = new SplittableRandom(8);
            Dense first = Dense.of(engine().download(gradient.input().get(0)));
            double scale = Math.max(1e-3, first.norm() / Math.sqrt(first.values().length));
            for (int trial = 0; trial < 5; trial++) {
                int at = random.nextInt(x.get(0).values().length);
                double difference =
                        difference(moved -> moved(x, at, moved, (points, none) -> objective(points, gamma, beta, g)));
                assertEquals(difference, first.values()[at], 2e-3 * scale, "∂/∂x of " + batch);
                int c = random.nextInt(gamma.length);
                double slope = difference(moved -> {
                    double[] other = gamma.clone();
                    other[c] += moved;
                    return objective(x, other, beta, g);
                });
                double[] all = Dense.of(engine().download(gradient.scale())).values();
                assertEquals(slope, all[c], 1e-4 * Math.max(1, row(all).norm()), "∂/∂γ of " + batch);
            }
            assertClose(row(sums(g, g, (a, b, c) -> a)), Dense.of(engine().download(gradient.shift())), CLOSE, "∂/∂β");
        }
    }

    private static double objective(List<Dense> x, double[] gamma, double[] beta, List<Dense> g) {
        List<Dense> y = normalised(x, gamma, beta);
        return IntStream.range(0, x.size())
                .mapToDouble(n -> y.get(n).dot(g.get(n)))
                .sum();
    }

    private static double moved(
            List<Dense> x, int at, double by, java.util.function.ToDoubleBiFunction<List<Dense>, Integer> f) {
        x.get(0).values()[at] += by;
        try {
            return f.applyAsDouble(x, at);
        } finally {
            x.get(0).values()[at] -= by;
        }
    }

    private static double difference(java.util.function.DoubleUnaryOperator f) {
        double step = 1e-4;
        return (f.applyAsDouble(step) - f.applyAsDouble(-step)) / (2 * step);
    }

    static Stream<BlockSum> sums() {
        return Stream.of(
                BlockSum.average(2, 2),
                BlockSum.average(3, 3),
                BlockSum.average(3, 2),
                BlockSum.average(2, 3),
                BlockSum.average(1, 1),
                BlockSum.average(4, 1),
                BlockSum.repetition(2),
                BlockSum.repetition(5));
    }

    @ParameterizedTest
    @MethodSource("sums")
    default void blockSumsAndTheirTransposeAgree(BlockSum sum) {
        for (Shape shape : List.of(new Shape(1, 5, 5), new Shape(3, 8, 11), new Shape(18, 16, 15))) {
            Dense x = Dense.random(shape, new SplittableRandom(1));
            Shape output = sum.output(shape);
            Dense g = Dense.random(output, new SplittableRandom(2));
            Dense sums = Dense.zeros(output), spread = Dense.zeros(shape);
            for (int c = 0; c < shape.channels(); c++)
                for (int row = 0; row < output.height(); row++)
                    for (int column = 0; column < output.width(); column++)
                        for (int i = 0; i < sum.window(); i++)
                            for (int j = 0; j < sum.window(); j++) {
                                int from = x.index(c, row * sum.stride() + i, column * sum.stride() + j);
                                int to = g.index(c, row, column);
                                sums.values()[to] += sum.factor() * x.values()[from];
                                spread.values()[from] += sum.factor() * g.values()[to];
                            }
            assertClose(
                    sums, result(scope -> engine().blockSums(scope, up(scope, x), sum)), CLOSE, sum + " of " + shape);
            assertClose(
                    spread,
                    result(scope -> engine().blockSpread(scope, up(scope, g), sum, shape.height(), shape.width())),
                    CLOSE,
                    sum + " to " + shape);
        }
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void gatheringIsTheTransposeOfUnpooling(PoolingContract.PoolingCase c) {
        HostCode z = Oracle.pool(c.map(), c.pooling());
        Dense g = Dense.random(c.map().shape(), new SplittableRandom(c.seed()));
        for (Unpooling unpooling : Unpooling.values()) {
            Dense expected = Dense.zeros(z.shape());
            for (int unit = 0; unit < expected.values().length; unit++)
                expected.values()[unit] = g.values()[Oracle.position(z, unit, unpooling)];
            Dense gathered =
                    result(scope -> engine().gather(scope, up(scope, g), engine().uploadCode(scope, z), unpooling));
            assertArrayEquals(expected.values(), gathered.values());
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.25f, 0.5f, 0.9f})
    default void dropoutKeepsTheMeanAndDependsOnTheSeed(float rate) {
        Shape shape = new Shape(20, 33, 31);
        Dense ones = Dense.zeros(shape);
        java.util.Arrays.fill(ones.values(), 1);
        Dense dropped = result(scope -> engine().dropout(scope, up(scope, ones), rate, 5));
        Dropout definition = Dropout.of(rate, 5);
        Dense expected = Dense.zeros(shape);
        for (int i = 0; i < expected.values().length; i++)
            expected.values()[i] = definition.keeps(i) ? 1 / (1 - rate) : 0;
        assertClose(expected, dropped, 1e-6, "dropout");
        double mean = dropped.dot(ones) / shape.size();
        assertEquals(1, mean, 5 * Math.sqrt(rate / (1 - rate) / shape.size()), "mean");
        Dense other = result(scope -> engine().dropout(scope, up(scope, ones), rate, 6));
        if (rate > 0)
            assertEquals(
                    2 * rate,
                    other.combined(1, -1, dropped).norm()
                            * other.combined(1, -1, dropped).norm()
                            / shape.size()
                            * (1 - rate),
                    0.05,
                    "another seed drops others");
    }

    @Test
    default void adamAgreesWithItsDefinition() {
        Shape shape = new Shape(1, 7, 45);
        Dense p = Dense.random(shape, new SplittableRandom(1));
        double[] expected = p.values().clone(), m = new double[expected.length], v = new double[expected.length];
        Dense actual = result(scope -> {
            FeatureMap parameter = up(scope, p),
                    mean = engine().zeros(scope, shape),
                    square = engine().zeros(scope, shape);
            for (int t = 1; t <= 4; t++) {
                Dense g = Dense.random(shape, new SplittableRandom(10 + t));
                engine().adam(new AdamStep(0.01, 0.9, 0.99, 1e-6, t), parameter, up(scope, g), mean, square);
                for (int i = 0; i < expected.length; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * g.values()[i];
                    v[i] = 0.99 * v[i] + 0.01 * g.values()[i] * g.values()[i];
                    double corrected = m[i] / (1 - Math.pow(0.9, t));
                    expected[i] -= 0.01 * corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.99, t))) + 1e-6);
                }
            }
            return parameter;
        });
        assertClose(new Dense(shape, expected), actual, 1e-6, "after four steps");
    }

    @Test
    default void channelsThatDoNotFitAreRefused() {
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = List.of(engine().zeros(scope, new Shape(3, 4, 5)));
            List<FeatureMap> other = List.of(engine().zeros(scope, new Shape(3, 5, 4)));
            FeatureMap two = engine().zeros(scope, new Shape(1, 1, 2)),
                    three = engine().zeros(scope, new Shape(1, 1, 3));
            ChannelMoments moments = new ChannelMoments(three, three);
            Class<IllegalArgumentException> refused = IllegalArgumentException.class;
            assertThrows(refused, () -> engine().affine(scope, x, new ChannelAffine(null, two), Rectification.NONE));
            assertThrows(refused, () -> engine().batchNormGradient(scope, x, other, moments, three, 1));
            assertThrows(refused, () -> engine().blockSums(scope, x.get(0), BlockSum.average(6, 6)));
            assertThrows(refused, () -> engine().blockSpread(scope, x.get(0), BlockSum.average(2, 2), 4, 5));
            assertThrows(refused, () -> engine().dropout(scope, x.get(0), 1, 1));
            assertThrows(refused, () -> engine().adam(new AdamStep(1, 0, 0, 1, 1), two, three, three, three));
        }
    }
}

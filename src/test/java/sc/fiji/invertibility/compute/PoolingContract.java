package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Pooling and unpooling are exact: they move values and compute nothing but sums of overlaps. */
interface PoolingContract extends OpenEngine {

    /** A map, its pooling, and the seed that made it. */
    record PoolingCase(Pooling pooling, Dense map, long seed) {
        @Override
        public String toString() {
            return pooling + " of " + map.shape() + ", seed " + seed;
        }
    }

    static Stream<PoolingCase> poolings() {
        return Stream.of(
                        new Pooling(2, 2, true, Selection.LARGEST),
                        new Pooling(2, 2, false, Selection.LARGEST),
                        new Pooling(3, 3, true, Selection.LARGEST),
                        new Pooling(3, 2, true, Selection.LARGEST),
                        new Pooling(3, 2, false, Selection.LARGEST),
                        new Pooling(3, 1, true, Selection.LARGEST),
                        new Pooling(1, 1, true, Selection.LARGEST),
                        new Pooling(5, 5, true, Selection.LARGEST),
                        new Pooling(40, 40, true, Selection.LARGEST))
                .flatMap(p -> Stream.of(Selection.values())
                        .map(selection -> new Pooling(p.window(), p.stride(), p.partial(), selection)))
                .flatMap(PoolingContract::onSeveralMaps);
    }

    private static Stream<PoolingCase> onSeveralMaps(Pooling pooling) {
        return Stream.of(1L, 2L, 3L).map(seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            int least = pooling.partial() ? 1 : pooling.window();
            Shape shape = new Shape(
                    random.nextInt(1, 5), seed == 3 ? least : least + random.nextInt(12), least + random.nextInt(40));
            Dense map = seed == 1 ? Dense.random(shape, random) : Dense.integers(shape, 2, random);
            return new PoolingCase(pooling, map, seed);
        });
    }

    private FeatureMap unpooled(Scope scope, PoolingCase c, Unpooling unpooling) {
        return engine().unpool(scope, engine().pool(scope, up(scope, c.map), c.pooling), unpooling);
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void theFirstOfTheLargestWins(PoolingCase c) {
        HostCode expected = Oracle.pool(c.map, c.pooling);
        HostCode actual = code(scope -> engine().pool(scope, up(scope, c.map), c.pooling));
        assertArrayEquals(expected.values(), actual.values());
        assertArrayEquals(expected.switches(), actual.switches());
        assertEquals(expected.unpooledShape(), actual.unpooledShape());
        assertEquals(expected.pooling(), actual.pooling());
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void unpoolingAddsWhereWindowsOverlap(PoolingCase c) {
        HostCode z = Oracle.pool(c.map, c.pooling);
        for (Unpooling unpooling : Unpooling.values())
            assertClose(
                    Oracle.unpool(z, unpooling), result(scope -> unpooled(scope, c, unpooling)), 1e-6, "" + unpooling);
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void restrictingTakesWhatUnpoolingWouldReplace(PoolingCase c) {
        HostCode z = Oracle.pool(c.map, c.pooling);
        Dense g = Dense.random(c.map.shape(), new SplittableRandom(5));
        for (Unpooling unpooling : Unpooling.values()) {
            float[] expected = new float[z.values().length];
            for (int unit = 0; unit < expected.length; unit++)
                if (z.values()[unit] != 0) expected[unit] = (float) g.values()[Oracle.position(z, unit, unpooling)];
            HostCode restricted =
                    code(scope -> engine().restrict(scope, up(scope, g), engine().uploadCode(scope, z), unpooling));
            assertArrayEquals(expected, restricted.values());
            assertArrayEquals(z.switches(), restricted.switches());
        }
    }

    @ParameterizedTest(name = "{0} channels")
    @CsvSource({"5", "17"})
    default void largeMapsArePooledAndRestricted(int channels) {
        Dense map = Dense.random(new Shape(channels, 901, 1000), new SplittableRandom(7));
        HostCode z = Oracle.pool(map, Pooling.blocks(2, Selection.LARGEST_MAGNITUDE));
        try (Scope scope = new Scope()) {
            FeatureMap onMap = up(scope, map);
            PooledCode pooled = engine().pool(scope, onMap, z.pooling());
            HostCode actual = engine().downloadCode(pooled);
            assertArrayEquals(z.values(), actual.values());
            assertArrayEquals(z.switches(), actual.switches());
            PooledCode restricted = engine().restrict(scope, onMap, pooled, Unpooling.SWITCHES);
            assertArrayEquals(z.values(), engine().downloadCode(restricted).values());
        }
    }

    @Test
    default void aRestrictedCodeOutlivesTheOneWithItsSwitches() {
        Dense map = Dense.random(new Shape(17, 8, 8), new SplittableRandom(6));
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST);
        HostCode z = Oracle.pool(map, pooling);
        try (Scope scope = new Scope()) {
            PooledCode restricted, recoded;
            try (Scope local = new Scope()) {
                PooledCode first = engine().uploadCode(local, z);
                restricted = engine().restrict(scope, up(local, map), first, Unpooling.SWITCHES);
                recoded = engine().recode(scope, first.values(), first);
            }
            engine().pool(scope, engine().zeros(scope, map.shape()), pooling);
            for (PooledCode later : List.of(restricted, recoded)) {
                assertArrayEquals(z.values(), engine().downloadCode(later).values());
                assertArrayEquals(z.switches(), engine().downloadCode(later).switches());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void winnersAreCountedAtTheirSwitches(PoolingCase c) {
        HostCode z = Oracle.pool(c.map, c.pooling);
        Dense expected = Dense.zeros(c.map.shape().withChannels(1));
        int pixels = (int) c.map.shape().pixels();
        for (int unit = 0; unit < z.values().length; unit++)
            if (z.values()[unit] != 0) expected.values()[Oracle.position(z, unit, Unpooling.SWITCHES) % pixels]++;
        Dense actual = result(scope -> engine().winners(scope, engine().uploadCode(scope, z)));
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.values(), actual.values());
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void theStepIsItsComposition(PoolingCase c) {
        Dense g = Dense.integers(c.map.shape(), 3, new SplittableRandom(6));
        for (Unpooling unpooling : Unpooling.values()) {
            Dense b = Oracle.unpool(Oracle.pool(c.map, c.pooling), unpooling).combined(1, 0.5, g);
            HostCode expected = Oracle.pool(Dense.of(b.shape(), b.floats()), c.pooling);
            HostCode actual = code(scope -> {
                PooledCode z = engine().pool(scope, up(scope, c.map), c.pooling);
                return engine().poolStep(scope, z, 0.5f, up(scope, g), c.pooling, unpooling);
            });
            if (c.seed != 1 || c.pooling.stride() == c.pooling.window()) {
                assertArrayEquals(expected.values(), actual.values());
                assertArrayEquals(expected.switches(), actual.switches());
            }
            HostCode first = code(scope -> engine().poolStep(scope, null, 0.5f, up(scope, g), c.pooling, unpooling));
            Dense half = g.combined(0.5, 0, g);
            assertArrayEquals(Oracle.pool(half, c.pooling).values(), first.values());
        }
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2} on {3}×{4}, windows {5}/{6}")
    @CsvSource({
        "64, 32, 3, 24, 28, 2, 2",
        "48, 40, 3, 30, 18, 2, 2",
        "352, 344, 3, 14, 16, 2, 2",
        "32, 32, 3, 25, 24, 2, 2",
        "48, 40, 5, 22, 18, 2, 2",
        "40, 48, 5, 17, 20, 2, 2",
        "32, 32, 3, 24, 24, 3, 2",
        "16, 3, 5, 20, 20, 2, 2"
    })
    default void encodingIsConvolutionAndPooling(
            int filters, int channels, int size, int height, int width, int window, int stride) {
        SplittableRandom random = new SplittableRandom(filters);
        Dense x = Dense.random(new Shape(channels, height, width), random);
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 9)
                .withBias(Dense.random(new Shape(1, 1, filters), random).floats());
        for (Rectification rectification : Rectification.values()) {
            Dense h = convolved(x, bank, rectification);
            double rounding = 1e-5 * h.norm() / Math.sqrt(h.values().length);
            for (Selection selection : Selection.values()) {
                Pooling pooling = new Pooling(window, stride, false, selection);
                HostCode z = code(scope ->
                        engine().encode(scope, up(scope, x), engine().pack(scope, bank), rectification, pooling));
                assertEquals(h.shape(), z.unpooledShape());
                assertArrayEquals(Oracle.pool(h, pooling).values(), z.values(), (float) rounding, "" + pooling);
                for (int unit = 0; unit < z.values().length; unit++)
                    if (z.values()[unit] != 0)
                        assertEquals(
                                h.values()[Oracle.position(z, unit, Unpooling.SWITCHES)], z.values()[unit], rounding);
            }
        }
    }

    @ParameterizedTest(name = "windows {0}/{1} of {2}×{3}")
    @CsvSource({"2, 2, 6, 10", "2, 2, 7, 10", "3, 3, 9, 8", "3, 2, 9, 8"})
    default void stepsOfSeveralLengthsAreThoseOfEach(int window, int stride, int height, int width) {
        Dense map = Dense.integers(new Shape(3, height, width), 3, new SplittableRandom(8));
        Dense g = Dense.integers(map.shape(), 3, new SplittableRandom(9));
        float[][] lengths = {{}, {0.5f}, {0.5f, 0.25f}, {2, 0.125f, 1}};
        for (Selection selection : Selection.values())
            for (Unpooling unpooling : Unpooling.values())
                try (Scope scope = new Scope()) {
                    Pooling pooling = new Pooling(window, stride, true, selection);
                    FeatureMap gradient = up(scope, g);
                    PooledCode z = engine().pool(scope, up(scope, map), pooling);
                    for (float[] mu : lengths) {
                        requireStepsOfEach(z, mu, gradient, pooling, unpooling);
                        requireStepsOfEach(null, mu, gradient, pooling, unpooling);
                    }
                }
    }

    private void requireStepsOfEach(PooledCode z, float[] mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        try (Scope scope = new Scope()) {
            List<PooledCode> steps = engine().poolSteps(scope, z, mu, g, pooling, unpooling);
            assertEquals(mu.length, steps.size());
            for (int i = 0; i < mu.length; i++) {
                HostCode alone = engine().downloadCode(engine().poolStep(scope, z, mu[i], g, pooling, unpooling));
                HostCode one = engine().downloadCode(steps.get(i));
                assertArrayEquals(alone.values(), one.values());
                assertArrayEquals(alone.switches(), one.switches());
            }
        }
    }

    /** Of windows for which there are kernels of their own, and of others; sparse codes, dense ones, and zero. */
    @ParameterizedTest(name = "windows {0}/{1} of {2}×{3}, {4} units")
    @CsvSource({
        "2, 2, 24, 70, 900",
        "2, 2, 24, 70, 90000",
        "2, 2, 160, 280, 30000",
        "2, 2, 7, 10, 20",
        "3, 3, 9, 8, 30",
        "3, 2, 9, 8, 30",
        "2, 2, 24, 70, 0"
    })
    default void aStepOfTheExactLengthIsItsComposition(int window, int stride, int height, int width, int units) {
        FilterBank bank = GaussianFilters.scaled(12, 3, 3, 8).withPadding(Padding.of(1));
        Dense map = Dense.random(new Shape(12, height, width), new SplittableRandom(8));
        Dense g = Dense.random(map.shape(), new SplittableRandom(9));
        double[] divisors = {1, 1.98};
        for (Selection selection : Selection.values())
            for (Unpooling unpooling : Unpooling.values())
                try (Scope scope = new Scope()) {
                    Pooling pooling = new Pooling(window, stride, true, selection);
                    PackedFilters w = engine().pack(scope, bank);
                    FeatureMap gradient = up(scope, g);
                    PooledCode z = engine().pool(scope, up(scope, map), pooling);
                    long k = Math.min(units, z.values().shape().size());
                    engine().keepLargest(z, k);
                    double exact = exactLength(scope, z, gradient, unpooling, w);
                    try (Pending<double[]> lengths =
                            engine().exactLengths(z, gradient, unpooling, w, height, width, divisors)) {
                        List<PooledCode> steps =
                                engine().thresholdedSteps(scope, z, lengths, gradient, pooling, unpooling, k);
                        double[] mu = lengths.get();
                        assertEquals(exact, mu[0], 1e-5 * exact);
                        assertEquals(mu[0] / divisors[1], mu[1]);
                        for (int i = 0; i < divisors.length; i++)
                            requireStep(steps.get(i), z, (float) mu[i], gradient, unpooling, k);
                    }
                }
    }

    /** ‖g_Γ‖²/‖Wᵀg_Γ‖², or 1 where that is not defined. */
    private double exactLength(Scope scope, PooledCode z, FeatureMap g, Unpooling unpooling, PackedFilters w) {
        PooledCode onSupport = engine().restrict(scope, g, z, unpooling);
        FeatureMap image = engine().adjoint(
                        scope,
                        engine().unpool(scope, onSupport, unpooling),
                        w,
                        z.unpooledShape().height(),
                        z.unpooledShape().width());
        double norm = engine().dot(image, image);
        return norm == 0 ? 1 : engine().dot(onSupport.values(), onSupport.values()) / norm;
    }

    /** Its values and switches are those of a step of a length that the host knows. */
    private void requireStep(PooledCode step, PooledCode z, float mu, FeatureMap g, Unpooling unpooling, long k) {
        HostCode expected = code(scope -> {
            PooledCode alone = engine().poolStep(scope, z, mu, g, z.pooling(), unpooling);
            engine().keepLargest(alone, k);
            return alone;
        });
        HostCode actual = engine().downloadCode(step);
        assertArrayEquals(expected.values(), actual.values());
        assertArrayEquals(expected.switches(), actual.switches());
    }

    @ParameterizedTest
    @MethodSource("sc.fiji.invertibility.compute.PoolingContract#poolings")
    default void synthesisIsItsComposition(PoolingCase c) {
        int height = c.map.shape().height();
        int width = c.map.shape().width();
        FilterBank bank = GaussianFilters.scaled(c.map.shape().channels(), 3, 5, 8);
        for (Unpooling unpooling : Unpooling.values()) {
            Dense h = Oracle.unpool(Oracle.pool(c.map, c.pooling), unpooling);
            Dense expected = Oracle.adjoint(h, bank, height, width);
            Dense actual = result(scope -> engine().synthesise(
                            scope,
                            engine().pool(scope, up(scope, c.map), c.pooling),
                            unpooling,
                            engine().pack(scope, bank),
                            height,
                            width));
            assertClose(expected, actual, FilteringContract.AGREEMENT, "" + unpooling);
        }
    }

    @ParameterizedTest(name = "{0} filters of {1} channels, stride {2}, padding {3}, blocks of {4}")
    @CsvSource({"5, 40, 1, 1, 2", "7, 300, 1, 0, 3", "4, 33, 2, 1, 2", "3, 64, 1, 3, 20"})
    default void synthesisOfSparseCodesOfManyChannels(int filters, int channels, int stride, int padding, int block) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, 3, 8)
                .withStride(stride)
                .withPadding(Padding.of(padding));
        int height = 17, width = 14;
        Shape shape = new Shape(filters, bank.outputHeight(height), bank.outputWidth(width));
        Dense h = Dense.random(shape, new SplittableRandom(5));
        Pooling pooling = Pooling.blocks(block, Pooling.Selection.LARGEST_MAGNITUDE);
        for (Unpooling unpooling : Unpooling.values()) {
            Dense expected = Oracle.adjoint(Oracle.unpool(Oracle.pool(h, pooling), unpooling), bank, height, width);
            Dense actual = result(scope -> engine().synthesise(
                            scope,
                            engine().pool(scope, up(scope, h), pooling),
                            unpooling,
                            engine().pack(scope, bank),
                            height,
                            width));
            assertClose(expected, actual, FilteringContract.AGREEMENT, "" + unpooling);
        }
    }

    @ParameterizedTest(name = "{0} filters of {1} channels, stride {2}, blocks of {3}, {4} units")
    @CsvSource({"5, 40, 1, 2, 3", "20, 33, 2, 2, 9", "40, 48, 1, 3, 30", "18, 70, 1, 2, 0", "33, 32, 1, 2, 1"})
    default void synthesisOfFewUnits(int filters, int channels, int stride, int block, int units) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, 3, 8).withStride(stride);
        int height = 19, width = 24;
        Shape shape = new Shape(filters, bank.outputHeight(height), bank.outputWidth(width));
        Dense h = Dense.random(shape, new SplittableRandom(6));
        for (Unpooling unpooling : Unpooling.values())
            try (Scope scope = new Scope()) {
                PooledCode z = engine().pool(scope, up(scope, h), Pooling.blocks(block, Pooling.Selection.LARGEST));
                engine().keepLargest(z, units);
                Dense unpooled = Dense.of(engine().download(engine().unpool(scope, z, unpooling)));
                Dense actual = Dense.of(engine().download(
                                engine().synthesise(scope, z, unpooling, engine().pack(scope, bank), height, width)));
                Dense expected = Oracle.adjoint(unpooled, bank, height, width);
                assertClose(expected, actual, FilteringContract.AGREEMENT, "" + unpooling);
            }
    }
}

package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Steps and restrictions of a gradient that is given by its residual. */
interface ResidualContract extends OpenEngine {

    /** Windows of 2×2 of few channels, for which there may be kernels of their own, and others. */
    @ParameterizedTest(
            name = "{0} filters of {1}×{2}×{2}, stride {3}, groups {4}, padding {5}, {6}×{7}, windows {8}/{9}")
    @CsvSource({
        "64, 3, 5, 1, 1, 0, 24, 26, 2, 2",
        "64, 1, 5, 1, 1, 2, 20, 34, 2, 2",
        "40, 3, 3, 1, 1, 1, 16, 18, 2, 2",
        "48, 15, 4, 1, 1, 0, 13, 15, 2, 2",
        "32, 4, 5, 1, 2, 2, 12, 12, 2, 2",
        "96, 6, 3, 1, 3, 1, 12, 14, 2, 2",
        "33, 2, 7, 2, 1, 3, 28, 32, 2, 2",
        "16, 3, 11, 4, 1, 0, 47, 39, 2, 2",
        "64, 3, 5, 1, 1, 2, 15, 14, 2, 2",
        "64, 3, 5, 1, 1, 2, 14, 17, 2, 2",
        "32, 3, 5, 1, 1, 2, 18, 18, 3, 3",
        "32, 3, 5, 1, 1, 2, 18, 18, 3, 2",
        "32, 3, 5, 1, 1, 2, 9, 11, 1, 1",
        "24, 20, 3, 1, 1, 1, 18, 20, 2, 2",
        "8, 3, 5, 1, 1, 2, 14, 18, 2, 2",
        "3, 32, 3, 1, 1, 1, 14, 18, 2, 2",
        "64, 3, 1, 1, 1, 0, 2, 2, 2, 2"
    })
    default void theGradientIsThatOfTheResidual(
            int filters,
            int channels,
            int size,
            int stride,
            int groups,
            int padding,
            int height,
            int width,
            int window,
            int poolingStride) {
        SplittableRandom random = new SplittableRandom(filters + size);
        Dense u = Dense.random(new Shape(channels, height, width), random);
        FilterBank bank = GaussianFilters.scaled(filters, channels / groups, size, 7)
                .withGroups(groups)
                .withStride(stride)
                .withPadding(Padding.of(padding))
                .withBias(Dense.random(new Shape(1, 1, filters), random).floats());
        Dense g = Oracle.convolve(u, bank, Rectification.NONE);
        for (Selection selection : Selection.values()) {
            Pooling pooling = new Pooling(window, poolingStride, true, selection);
            HostCode z = Oracle.pool(Dense.integers(g.shape(), 1, random), pooling);
            for (Unpooling unpooling : Unpooling.values()) {
                requireStep(Oracle.unpool(z, unpooling), z, u, g, bank, unpooling);
                requireStep(Dense.zeros(g.shape()), null, u, g, bank, pooling, unpooling);
                requireRestriction(z, u, g, bank, unpooling);
            }
        }
    }

    private void requireStep(Dense from, HostCode z, Dense u, Dense g, FilterBank bank, Unpooling unpooling) {
        requireStep(from, z, u, g, bank, z.pooling(), unpooling);
    }

    private void requireStep(
            Dense from, HostCode z, Dense u, Dense g, FilterBank bank, Pooling pooling, Unpooling unpooling) {
        float mu = 0.75f;
        Dense b = from.combined(1, mu, g);
        HostCode expected = Oracle.pool(b, pooling);
        HostCode actual = code(scope -> engine().poolStep(
                        scope,
                        z == null ? null : engine().uploadCode(scope, z),
                        mu,
                        up(scope, u),
                        engine().pack(scope, bank),
                        pooling,
                        unpooling));
        double rounding = rounding(b);
        assertEquals(g.shape(), actual.unpooledShape());
        assertArrayEquals(expected.values(), actual.values(), (float) rounding, "" + pooling);
        for (int unit = 0; unit < actual.values().length; unit++)
            if (actual.values()[unit] != 0)
                assertEquals(
                        b.values()[Oracle.position(actual, unit, Unpooling.SWITCHES)], actual.values()[unit], rounding);
    }

    private void requireRestriction(HostCode z, Dense u, Dense g, FilterBank bank, Unpooling unpooling) {
        HostCode actual = code(scope -> engine().restrict(
                        scope, up(scope, u), engine().pack(scope, bank), engine().uploadCode(scope, z), unpooling));
        float[] expected = new float[z.values().length];
        for (int unit = 0; unit < expected.length; unit++)
            if (z.values()[unit] != 0) expected[unit] = (float) g.values()[Oracle.position(z, unit, unpooling)];
        assertArrayEquals(expected, actual.values(), (float) rounding(g));
        assertArrayEquals(z.switches(), actual.switches());
    }

    private static double rounding(Dense map) {
        return 1e-5 * map.norm() / Math.sqrt(map.values().length);
    }

    /** Large enough to be written around the caches of a processor. */
    @Test
    default void largeCodesOfAResidualEqualThoseOfItsGradient() {
        FilterBank bank = GaussianFilters.scaled(64, 1, 3, 1);
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, bank);
            FeatureMap u = up(scope, Dense.random(new Shape(1, 294, 290), new SplittableRandom(3)));
            FeatureMap g = engine().convolve(scope, u, w, Rectification.NONE);
            PooledCode z = engine().pool(scope, g, pooling);
            requireClose(
                    engine().poolStep(scope, z, 0.5f, g, pooling, Unpooling.SWITCHES),
                    engine().poolStep(scope, z, 0.5f, u, w, pooling, Unpooling.SWITCHES));
            requireClose(
                    engine().restrict(scope, g, z, Unpooling.SWITCHES),
                    engine().restrict(scope, u, w, z, Unpooling.SWITCHES));
        }
    }

    private void requireClose(PooledCode expected, PooledCode actual) {
        assertArrayEquals(
                engine().downloadCode(expected).values(),
                engine().downloadCode(actual).values(),
                1e-5f);
    }

    @Test
    default void residualsOfOtherSizesAreRefused() {
        FilterBank bank = GaussianFilters.scaled(64, 3, 5, 1);
        Pooling pooling = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine().pack(scope, bank);
            FeatureMap u = up(scope, Dense.zeros(new Shape(3, 14, 14)));
            PooledCode other = engine().pool(scope, up(scope, Dense.zeros(new Shape(64, 10, 12))), pooling);
            FeatureMap grey = up(scope, Dense.zeros(new Shape(1, 14, 14)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> engine().poolStep(scope, other, 1, u, w, pooling, Unpooling.SWITCHES));
            assertThrows(
                    IllegalArgumentException.class, () -> engine().restrict(scope, u, w, other, Unpooling.SWITCHES));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> engine().poolStep(scope, null, 1, grey, w, pooling, Unpooling.SWITCHES));
            assertThrows(
                    IllegalArgumentException.class, () -> engine().restrict(scope, grey, w, other, Unpooling.SWITCHES));
        }
    }
}

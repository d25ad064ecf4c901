package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** W and Wᵀ agree with their definitions, at any size, stride, padding and number of groups. */
interface FilteringContract extends OpenEngine {

    double AGREEMENT = 1e-4;

    double TRANSPOSE = 1e-5;

    /** A bank and an input that it takes. */
    record Case(FilterBank bank, Dense input) {

        static Case random(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int groups = pick(random, 1, 1, 1, 2, 3);
            int perGroup = pick(random, 1, 2, 3, 5, 8, 16, 17);
            int perFilter = pick(random, 1, 2, 3, 4, 7, 16, 17, 32);
            int ly = pick(random, 1, 2, 3, 3, 4, 5, 7, 11);
            int lx = random.nextBoolean() ? ly : pick(random, 1, 2, 3, 5);
            FilterBank bank = GaussianFilters.rectangular(groups * perGroup, perFilter, ly, lx, seed)
                    .withGroups(groups)
                    .withStride(random.nextInt(1, 5));
            int kind = random.nextInt(3);
            if (kind == 1) bank = bank.withPadding(Padding.VALID);
            if (kind == 2) bank = bank.withPadding(new Padding(random.nextInt(ly + 2), random.nextInt(lx + 2)));
            if (random.nextBoolean()) bank = bank.withBias(biases(bank.filters(), random));
            int height = Math.max(1, ly - 2 * bank.padding().y()) + random.nextInt(24);
            int width = Math.max(1, lx - 2 * bank.padding().x()) + random.nextInt(40);
            return new Case(bank, Dense.random(new Shape(bank.channels(), height, width), random));
        }

        static Case of(int filters, int channels, int size, int stride, int height, int width) {
            SplittableRandom random = new SplittableRandom(filters + channels);
            FilterBank bank = GaussianFilters.scaled(filters, channels, size, 7).withStride(stride);
            return new Case(
                    bank.withBias(biases(filters, random)), Dense.random(new Shape(channels, height, width), random));
        }

        static float[] biases(int filters, SplittableRandom random) {
            return Dense.random(new Shape(1, 1, filters), random).floats();
        }

        private static int pick(SplittableRandom random, int... choices) {
            return choices[random.nextInt(choices.length)];
        }

        @Override
        public String toString() {
            return bank + " on " + input.shape();
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26})
    default void agreesWithTheDefinition(long seed) {
        check(Case.random(seed), "seed " + seed);
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, stride {3}, on {4}×{5}")
    @CsvSource({
        "1, 1, 1, 1, 1, 1",
        "1, 1, 11, 1, 1, 1",
        "1, 1, 3, 1, 1, 40",
        "64, 3, 5, 1, 33, 47",
        "100, 4, 3, 1, 9, 132",
        "70, 1, 9, 1, 40, 67",
        "96, 3, 11, 4, 43, 51",
        "64, 64, 3, 1, 29, 37",
        "48, 32, 3, 1, 16, 16",
        "32, 48, 3, 1, 8, 9",
        "17, 16, 3, 1, 61, 5",
        "128, 128, 3, 1, 14, 14",
        "40, 256, 3, 1, 7, 7",
        "16, 16, 3, 1, 2, 2",
        "40, 33, 5, 1, 21, 30",
        "48, 64, 5, 1, 9, 12",
        "16, 16, 1, 1, 13, 13",
        "16, 18, 3, 1, 131, 109",
        "50, 16, 3, 1, 9, 30",
        "2, 1, 3, 1, 300, 520",
        "5, 1, 3, 1, 150, 200",
        "24, 2, 11, 2, 95, 157"
    })
    default void agreesWithTheDefinitionOnLayersOfNetworks(
            int filters, int channels, int size, int stride, int height, int width) {
        Case c = Case.of(filters, channels, size, stride, height, width);
        check(c, c.toString());
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, stride {3}, {4} groups, on {5}×{6}")
    @CsvSource({
        "64, 24, 3, 1, 2, 13, 13",
        "96, 40, 5, 1, 3, 12, 15",
        "64, 32, 5, 1, 2, 28, 27",
        "42, 18, 3, 2, 2, 14, 9",
    })
    default void agreesWithTheDefinitionInGroups(
            int filters, int channels, int size, int stride, int groups, int height, int width) {
        SplittableRandom random = new SplittableRandom(filters);
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 7)
                .withStride(stride)
                .withGroups(groups);
        Dense x = Dense.random(new Shape(bank.channels(), height, width), random);
        check(new Case(bank.withBias(Case.biases(filters, random)), x), groups + " groups");
    }

    @ParameterizedTest(name = "padding {0}, {1}")
    @CsvSource({"0, 0", "1, 2", "2, 0", "4, 3"})
    default void agreesWithTheDefinitionAtAnyPadding(int y, int x) {
        Case c = Case.of(20, 17, 3, 1, 15, 22);
        Case padded = new Case(c.bank.withPadding(new Padding(y, x)), c.input);
        check(padded, padded.toString());
        Case colour = Case.of(33, 3, 3, 1, 15, 45);
        Case paddedColour = new Case(colour.bank.withPadding(new Padding(y, x)), colour.input);
        check(paddedColour, paddedColour.toString());
        Case larger = Case.of(30, 28, 5, 1, 15, 22);
        Case paddedLarger = new Case(larger.bank.withPadding(new Padding(y, x)), larger.input);
        check(paddedLarger, paddedLarger.toString());
    }

    private void check(Case c, String what) {
        Dense h = Oracle.convolve(c.input, c.bank, Rectification.NONE);
        assertClose(h, convolved(c.input, c.bank, Rectification.NONE), AGREEMENT, "convolve, " + what + ": " + c);
        Dense rectified = Oracle.convolve(c.input, c.bank, Rectification.RELU);
        assertClose(rectified, convolved(c.input, c.bank, Rectification.RELU), AGREEMENT, "ReLU, " + what + ": " + c);

        Dense z = Dense.random(h.shape(), new SplittableRandom(99));
        int height = c.input.shape().height();
        int width = c.input.shape().width();
        Dense x = Oracle.adjoint(z, c.bank, height, width);
        Dense adjoint = transposed(z, c.bank, height, width);
        assertClose(x, adjoint, AGREEMENT, "adjoint, " + what + ": " + c);

        Dense linear = convolved(c.input, c.bank.withBias(null), Rectification.NONE);
        double scale = linear.norm() * z.norm();
        assertEquals(linear.dot(z), c.input.dot(adjoint), TRANSPOSE * scale, "⟨Wx, z⟩ = ⟨x, Wᵀz⟩, " + what + ": " + c);
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104})
    default void withoutBiasIsLinear(long seed) {
        Case c = Case.random(seed);
        FilterBank bank = c.bank.withBias(null);
        Dense other = Dense.random(c.input.shape(), new SplittableRandom(-seed));
        Dense mixed = Dense.of(c.input.shape(), c.input.combined(2, -3, other).floats());
        Dense expected = convolved(c.input, bank, Rectification.NONE)
                .combined(2, -3, convolved(other, bank, Rectification.NONE));
        assertClose(expected, convolved(mixed, bank, Rectification.NONE), AGREEMENT, "seed " + seed + ": " + c);
    }

    @Test
    default void givesTheSameBitsEachTime() {
        Case c = Case.of(64, 64, 3, 1, 31, 33);
        Dense h = convolved(c.input, c.bank, Rectification.RELU);
        assertArrayEquals(
                h.values(), convolved(c.input, c.bank, Rectification.RELU).values());
        Dense x = transposed(h, c.bank, 31, 33);
        assertArrayEquals(x.values(), transposed(h, c.bank, 31, 33).values());
    }
}

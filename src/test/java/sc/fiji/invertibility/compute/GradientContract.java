package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** The gradient of a convolution with respect to its filters, and filters that are packed from the device. */
interface GradientContract extends EachOfSeveral {

    /** A step of finite differences; the function is linear in the weights, so that it may be large. */
    double STEP = 0.25;

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26})
    default void filterGradientAgreesWithTheDefinition(long seed) {
        FilteringContract.Case c = FilteringContract.Case.random(seed);
        int maps = 1 + (int) (seed % 3);
        checkFilterGradient(c.bank(), c.input().shape(), maps, "seed " + seed);
    }

    @ParameterizedTest(name = "{0} filters of {1}×{2}×{2}, stride {3}, on {5} maps of {4}×{4}")
    @CsvSource({
        "1, 1, 1, 1, 1, 1",
        "64, 3, 5, 1, 33, 2",
        "96, 3, 11, 4, 51, 2",
        "64, 64, 3, 1, 37, 2",
        "40, 24, 3, 1, 34, 2",
        "200, 20, 3, 1, 35, 1",
        "128, 128, 3, 1, 18, 2",
        "3, 64, 3, 1, 41, 3",
        "48, 32, 3, 1, 16, 5",
        "128, 128, 3, 1, 9, 2",
        "16, 16, 1, 1, 13, 3",
        "33, 17, 3, 2, 31, 2",
        "10, 64, 4, 1, 4, 9",
        "2, 1, 3, 1, 130, 1",
        "20, 40, 1, 1, 1, 7"
    })
    default void filterGradientAgreesOnLayersOfNetworks(
            int filters, int channels, int size, int stride, int side, int maps) {
        FilterBank bank = GaussianFilters.scaled(filters, channels, size, 7).withStride(stride);
        if (size == side) bank = bank.withPadding(Padding.VALID);
        checkFilterGradient(bank, new Shape(channels, side, side), maps, bank.toString());
    }

    @ParameterizedTest(name = "{0} rows and {1} columns of zeros")
    @CsvSource({"0, 0", "1, 0", "0, 2", "2, 1"})
    default void filterGradientAgreesWithAnyBorder(int rows, int columns) {
        FilterBank bank = GaussianFilters.scaled(33, 48, 3, 5).withPadding(new Padding(rows, columns));
        checkFilterGradient(bank, new Shape(48, 31, 42), 2, rows + " and " + columns);
    }

    private void checkFilterGradient(FilterBank bank, Shape input, int maps, String what) {
        SplittableRandom random = new SplittableRandom(maps);
        Shape weights = ParameterShapes.weights(bank);
        Dense expected = Dense.zeros(weights);
        List<Dense> x = new ArrayList<>(), g = new ArrayList<>();
        for (int i = 0; i < maps; i++) {
            x.add(Dense.random(input, random));
            g.add(Dense.random(input.activations(bank), random));
            Oracle.filterGradient(x.get(i), g.get(i), bank, expected);
        }
        Dense gradient = result(scope -> engine().filterGradient(scope, upAll(scope, x), upAll(scope, g), bank));
        assertClose(expected, gradient, FilteringContract.AGREEMENT, "filter gradient, " + what);
        int at = random.nextInt((int) weights.size());
        double difference = 0;
        for (int i = 0; i < maps; i++)
            difference += (Oracle.convolve(x.get(i), moved(bank, at, STEP), Rectification.NONE)
                                    .dot(g.get(i))
                            - Oracle.convolve(x.get(i), moved(bank, at, -STEP), Rectification.NONE)
                                    .dot(g.get(i)))
                    / (2 * STEP);
        double scale = Math.max(1, expected.norm());
        assertEquals(difference, gradient.values()[at], 1e-4 * scale, "finite difference, " + what);
    }

    private static FilterBank moved(FilterBank bank, int weight, double by) {
        float[] weights = bank.weights();
        weights[weight] += (float) by;
        return bank.withWeights(weights);
    }

    @Test
    default void filterGradientGivesTheSameBitsEachTime() {
        FilterBank bank = GaussianFilters.scaled(40, 24, 3, 1);
        List<Dense> x = maps(3, new Shape(24, 30, 33)), g = maps(3, new Shape(40, 30, 33));
        Dense first = result(scope -> engine().filterGradient(scope, upAll(scope, x), upAll(scope, g), bank));
        Dense second = result(scope -> engine().filterGradient(scope, upAll(scope, x), upAll(scope, g), bank));
        assertArrayEquals(first.values(), second.values());
    }

    private static List<Dense> maps(int count, Shape shape) {
        return IntStream.range(0, count)
                .mapToObj(i -> Dense.random(shape, new SplittableRandom(i)))
                .toList();
    }

    @Test
    default void filterGradientRefusesWhatDoesNotFit() {
        FilterBank bank = GaussianFilters.scaled(4, 3, 5, 1);
        try (Scope scope = new Scope()) {
            FeatureMap x = engine().zeros(scope, new Shape(3, 8, 8)), g = engine().zeros(scope, new Shape(4, 8, 8));
            Class<IllegalArgumentException> refused = IllegalArgumentException.class;
            assertThrows(refused, () -> engine().filterGradient(scope, List.of(x), List.of(x), bank));
            assertThrows(refused, () -> engine().filterGradient(scope, List.of(x, x), List.of(g), bank));
            assertThrows(refused, () -> engine().filterGradient(scope, List.of(), List.of(), bank));
            assertThrows(refused, () -> engine().pack(scope, bank, x, null));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42})
    default void filtersPackedOnTheDeviceAreThoseThatAreUploaded(long seed) {
        FilteringContract.Case c = FilteringContract.Case.random(seed);
        comparePacked(c.bank(), c.input());
    }

    @Test
    default void layersOfNetworksPackedOnTheDeviceAreThoseThatAreUploaded() {
        for (int[] size : new int[][] {{64, 64, 3, 37}, {64, 3, 3, 40}, {3, 64, 3, 40}, {32, 16, 1, 12}}) {
            FilterBank bank = GaussianFilters.scaled(size[0], size[1], size[2], 3)
                    .withBias(FilteringContract.Case.biases(size[0], new SplittableRandom(5)));
            comparePacked(bank, Dense.random(new Shape(size[1], size[3], size[3]), new SplittableRandom(6)));
        }
    }

    private void comparePacked(FilterBank bank, Dense input) {
        Dense weights = Dense.of(ParameterShapes.weights(bank), bank.weights());
        Dense biases = Dense.of(ParameterShapes.perChannel(bank.filters()), bank.bias());
        FilterBank sizes = GaussianFilters.rectangular(
                        bank.filters(), bank.filterChannels(), bank.height(), bank.width(), 77)
                .withGroups(bank.groups())
                .withStride(bank.stride())
                .withPadding(bank.padding());
        Dense h = convolved(input, bank, Rectification.RELU);
        Dense packed = result(scope -> {
            FeatureMap w = up(scope, weights), b = bank.hasBias() ? up(scope, biases) : null;
            PackedFilters filters = engine().pack(scope, sizes, w, b);
            engine().scale(0, w);
            return engine().convolve(scope, up(scope, input), filters, Rectification.RELU);
        });
        assertClose(h, packed, 1e-6, bank.toString());
        Dense z = Dense.random(h.shape(), new SplittableRandom(9));
        int height = input.shape().height(), width = input.shape().width();
        Dense x = transposed(z, bank, height, width);
        Dense back = result(scope -> engine().adjoint(
                        scope, up(scope, z), engine().pack(scope, sizes, up(scope, weights), null), height, width));
        assertClose(x, back, 1e-6, bank.toString());
    }
}

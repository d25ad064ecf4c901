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
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Steps of Algorithm 1 are compared together as each alone, and their lengths arrive with the result. */
interface StepContract extends OpenEngine {

    Pooling PAIRED = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    @ParameterizedTest(name = "blocks of {0}, stride {1}")
    @CsvSource({"2, 2", "3, 2"})
    default void severalCodesAreComparedAsEach(int window, int stride) {
        Pooling pooling = new Pooling(window, stride, true, Pooling.Selection.LARGEST_MAGNITUDE);
        for (Unpooling unpooling : Unpooling.values())
            try (Scope scope = new Scope()) {
                List<PooledCode> codes = new ArrayList<>();
                List<FeatureMap> signals = new ArrayList<>();
                for (int seed = 0; seed < 6; seed++) {
                    Dense h = Dense.integers(new Shape(2, 12, 18), 2, new SplittableRandom(seed % 4));
                    codes.add(engine().uploadCode(scope, Oracle.pool(h, pooling)));
                    signals.add(up(scope, Dense.random(new Shape(3, 9, 11), new SplittableRandom(seed))));
                }
                double[] known;
                try (Pending<double[]> lengths = lengths(scope, codes.get(0), unpooling)) {
                    known = lengths.get();
                }
                for (int count = 0; count < 6; count++) {
                    List<PooledCode> a = codes.subList(1, 1 + count);
                    List<FeatureMap> x = signals.subList(1, 1 + count);
                    List<IterateDifference> changes = engine().changes(a, codes.get(0), unpooling, x, signals.get(0));
                    assertEquals(count, changes.size());
                    try (Pending<double[]> lengths = lengths(scope, codes.get(0), unpooling);
                            Pending<List<IterateDifference>> started =
                                    engine().startChanges(a, codes.get(0), unpooling, x, signals.get(0), lengths)) {
                        assertEquals(changes, started.get());
                        assertArrayEquals(known, lengths.get());
                    }
                    for (int i = 0; i < count; i++)
                        assertEquals(
                                engine().change(a.get(i), codes.get(0), unpooling, x.get(i), signals.get(0)),
                                changes.get(i));
                }
            }
    }

    private Pending<double[]> lengths(Scope scope, PooledCode z, Unpooling unpooling) {
        Shape shape = z.unpooledShape();
        FilterBank bank = GaussianFilters.scaled(shape.channels(), 3, 3, 1).withPadding(Padding.of(1));
        FeatureMap g = up(scope, Dense.random(shape, new SplittableRandom(7)));
        PackedFilters w = engine().pack(scope, bank);
        return engine().exactLengths(z, g, unpooling, w, shape.height(), shape.width(), 1, 3);
    }

    /** Of sizes that are and are not multiples of four, and that many groups of work-items share. */
    @ParameterizedTest(name = "{0}×{1}×{2}")
    @CsvSource({"3, 9, 11", "2, 10, 12", "1, 1, 1", "3, 201, 301"})
    default void signalsAreMeasuredAgainstAnInput(int channels, int height, int width) {
        Shape shape = new Shape(channels, height, width);
        List<Dense> signals = new ArrayList<>();
        for (int seed = 1; seed < 6; seed++) signals.add(Dense.random(shape, new SplittableRandom(seed)));
        Dense before = Dense.random(shape, new SplittableRandom(6)), x = Dense.random(shape, new SplittableRandom(7));
        HostCode code = Oracle.pool(Dense.integers(new Shape(2, 12, 18), 2, new SplittableRandom(8)), PAIRED);
        try (Scope scope = new Scope()) {
            PooledCode z = engine().uploadCode(scope, code);
            for (int count = 0; count < 6; count++) {
                List<FeatureMap> some = signals.subList(0, count).stream()
                        .map(signal -> up(scope, signal))
                        .toList();
                try (Pending<double[]> known = lengths(scope, z, Unpooling.SWITCHES);
                        Pending<double[]> lengths = lengths(scope, z, Unpooling.SWITCHES);
                        Pending<List<SignalChange>> changes =
                                engine().startSignalChanges(some, up(scope, before), up(scope, x), lengths)) {
                    assertEquals(count, changes.get().size());
                    assertArrayEquals(known.get(), lengths.get());
                    for (int i = 0; i < count; i++)
                        assertMeasured(signals.get(i), before, x, changes.get().get(i));
                }
            }
        }
    }

    private static void assertMeasured(Dense signal, Dense before, Dense x, SignalChange change) {
        assertSquare(x.combined(1, -1, signal), change.squaredError());
        assertSquare(x.combined(1, -1, before), change.squaredErrorBefore());
        assertSquare(signal.combined(1, -1, before), change.squaredDistance());
        assertSquare(signal, change.squaredNorm());
    }

    private static void assertSquare(Dense expected, double actual) {
        double square = expected.dot(expected);
        assertEquals(square, actual, 1e-6 * square);
    }

    @Test
    default void signalsOfOtherSizesAreRefused() {
        try (Scope scope = new Scope()) {
            FeatureMap x = engine().zeros(scope, new Shape(2, 3, 4)), y = engine().zeros(scope, new Shape(2, 4, 3));
            Pending<double[]> none = Pending.of(new double[0]);
            assertThrows(IllegalArgumentException.class, () -> engine().startSignalChanges(List.of(x), y, x, none));
            assertThrows(IllegalArgumentException.class, () -> engine().startSignalChanges(List.of(y), x, x, none));
        }
    }
}

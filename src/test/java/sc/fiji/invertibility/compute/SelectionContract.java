package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the k largest of all units are kept; of equal ones, the first, in any tiling. */
interface SelectionContract extends OpenEngine {

    Pooling PAIRS = Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE);

    /** A code of 3×23×38 units, its values full of ties or all different. */
    private static HostCode units(long seed) {
        return units(seed, new Shape(3, 46, 75));
    }

    private static HostCode units(long seed, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return Oracle.pool(seed % 2 == 0 ? Dense.integers(shape, 9, random) : Dense.random(shape, random), PAIRS);
    }

    private static float[] sortedOut(float[] values, int k) {
        float[] kept = new float[values.length];
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -Math.abs(values[i])))
                .limit(k)
                .forEach(i -> kept[i] = values[i]);
        return kept;
    }

    private Cutoff cutoff(long k, HostCode z) {
        try (Scope scope = new Scope()) {
            PooledCode units = engine().uploadCode(scope, z);
            RadixSelection largest = RadixSelection.of(k, z.values().length);
            while (!largest.found()) {
                long[] counts = largest.emptyHistogram();
                engine().count(units, TileOrigin.whole(z.shape()), largest.digit(), counts);
                largest.accept(counts);
            }
            return largest.cutoff();
        }
    }

    private HostCode kept(HostCode z, TileOrigin origin, Cutoff cutoff) {
        return code(scope -> {
            PooledCode units = engine().uploadCode(scope, z);
            engine().keep(units, origin, cutoff);
            return units;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    default void keepsExactlyTheLargest(long seed) {
        HostCode z = units(seed);
        for (int k : new int[] {0, 1, 2, 100, 655, 1311, z.values().length - 1, z.values().length}) {
            HostCode kept = kept(z, TileOrigin.whole(z.shape()), cutoff(k, z));
            assertArrayEquals(sortedOut(z.values(), k), kept.values(), "k = " + k + ", seed " + seed);
            assertArrayEquals(z.switches(), kept.switches());
        }
    }

    @ParameterizedTest(name = "{0} channels of {1}×{2}, seed {3}")
    @CsvSource({"3, 46, 75, 1", "3, 46, 75, 2", "20, 30, 31, 3", "20, 30, 31, 4", "20, 130, 151, 5", "20, 130, 151, 6"})
    default void keepsExactlyTheLargestOfAWholeMap(int channels, int height, int width, long seed) {
        HostCode z = units(seed, new Shape(channels, height, width));
        int units = z.values().length;
        // as many zeros as after rectification
        for (int i = 0; i < units; i += 3) z.values()[i] = 0;
        for (int k : new int[] {0, 1, 100, units / 4, units / 2, units * 9 / 10, units - 1, units}) {
            HostCode kept = code(scope -> {
                PooledCode onDevice = engine().uploadCode(scope, z);
                engine().keepLargest(onDevice, k);
                return onDevice;
            });
            assertArrayEquals(sortedOut(z.values(), k), kept.values(), "k = " + k);
            assertArrayEquals(z.switches(), kept.switches());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    default void tilesKeepWhatTheWholeKeeps(long seed) {
        HostCode z = units(seed);
        int k = 700;
        RadixSelection largest = RadixSelection.of(k, z.values().length);
        try (Scope scope = new Scope()) {
            PooledCode[] tiles = new PooledCode[4];
            TileOrigin[] origins = new TileOrigin[4];
            for (int i = 0; i < 4; i++) {
                origins[i] = new TileOrigin(z.shape().height(), z.shape().width(), i / 2 * 10, i % 2 * 17);
                tiles[i] = engine().uploadCode(scope, tile(z, origins[i], i / 2 == 0 ? 10 : 13, i % 2 == 0 ? 17 : 21));
            }
            while (!largest.found()) {
                long[] counts = largest.emptyHistogram();
                for (int i = 0; i < 4; i++) engine().count(tiles[i], origins[i], largest.digit(), counts);
                largest.accept(counts);
            }
            HostCode whole = kept(z, TileOrigin.whole(z.shape()), cutoff(k, z));
            for (int i = 0; i < 4; i++) {
                engine().keep(tiles[i], origins[i], largest.cutoff());
                HostCode tile = engine().downloadCode(tiles[i]);
                assertArrayEquals(
                        tile(
                                        whole,
                                        origins[i],
                                        tile.shape().height(),
                                        tile.shape().width())
                                .values(),
                        tile.values());
            }
        }
    }

    @ParameterizedTest(name = "{0} channels, seed {1}")
    @CsvSource({"3, 1", "3, 2", "20, 3", "20, 4"})
    default void whatLiesAboveABracketIsKeptAndWhatLiesWithinIsTold(int channels, long seed) {
        HostCode z = units(seed, new Shape(channels, 46, 75));
        float[] values = z.values();
        for (int i = 0; i < values.length; i += 3) values[i] = 0;
        float some = Math.abs(values[1]), other = Math.abs(values[2]);
        for (Bracket bracket : List.of(
                new Bracket(Math.min(some, other), Math.max(some, other)),
                new Bracket(some, some),
                new Bracket(0, some),
                new Bracket(0, 0),
                new Bracket(some, Float.POSITIVE_INFINITY),
                new Bracket(1e30f, 1e30f))) {
            int[] within = IntStream.range(0, values.length)
                    .filter(i -> bracket.contains(values[i]))
                    .toArray();
            float[] above = values.clone();
            for (int i = 0; i < above.length; i++) if (!(Math.abs(above[i]) > bracket.highest())) above[i] = 0;
            try (Scope scope = new Scope()) {
                PooledCode units = engine().uploadCode(scope, z);
                if (within.length > 0) {
                    assertTrue(engine().keepAbove(units, bracket, within.length - 1)
                            .isEmpty());
                    assertArrayEquals(values, engine().downloadCode(units).values(), "unchanged: " + bracket);
                }
                UnitList told =
                        engine().keepAbove(units, bracket, within.length).orElseThrow();
                assertArrayEquals(within, IntStream.of(told.indices()).sorted().toArray(), bracket.toString());
                for (int i = 0; i < told.size(); i++) {
                    assertEquals(values[told.indices()[i]], told.values()[i]);
                    assertEquals(z.switches()[told.indices()[i]], told.switches()[i]);
                }
                assertArrayEquals(above, engine().downloadCode(units).values(), bracket.toString());
            }
        }
    }

    private static HostCode tile(HostCode z, TileOrigin origin, int height, int width) {
        Shape shape = new Shape(z.shape().channels(), height, width);
        float[] values = new float[(int) shape.size()];
        int[] switches = new int[values.length];
        for (int unit = 0; unit < values.length; unit++) {
            int from = (int)
                    origin.position((int) (unit / shape.pixels()), (int) (unit % shape.pixels()) / width, unit % width);
            values[unit] = z.values()[from];
            switches[unit] = z.switches()[from];
        }
        return new HostCode(values, switches, new Shape(shape.channels(), 2 * height, 2 * width), z.pooling());
    }

    @Test
    default void countsNonZeroUnits() {
        HostCode z = units(2);
        long expected = IntStream.range(0, z.values().length)
                .filter(i -> z.values()[i] != 0)
                .count();
        try (Scope scope = new Scope()) {
            assertEquals(expected, engine().nonzeros(engine().uploadCode(scope, z)));
        }
    }

    @Test
    default void comparesUnpooledCodes() {
        for (int stride = 1; stride <= 3; stride++) {
            Pooling pooling = new Pooling(3, stride, true, Pooling.Selection.LARGEST_MAGNITUDE);
            Shape shape = new Shape(2, 13, 17);
            HostCode a = Oracle.pool(Dense.integers(shape, 2, new SplittableRandom(1)), pooling);
            HostCode b = Oracle.pool(Dense.integers(shape, 2, new SplittableRandom(2)), pooling);
            HostCode doubled = new HostCode(a.values().clone(), a.switches(), shape, pooling);
            for (int i = 0; i < doubled.values().length; i++) doubled.values()[i] *= 2;
            for (Unpooling unpooling : Unpooling.values()) {
                compare(a, b, unpooling);
                compare(a, a, unpooling);
                compare(a, doubled, unpooling);
            }
        }
    }

    private void compare(HostCode a, HostCode b, Unpooling unpooling) {
        Dense first = Oracle.unpool(a, unpooling);
        Dense second = Oracle.unpool(b, unpooling);
        Dense difference = first.combined(1, -1, second);
        boolean sameSupport = IntStream.range(0, first.values().length)
                .allMatch(i -> first.values()[i] != 0 == (second.values()[i] != 0));
        try (Scope scope = new Scope()) {
            CodeDifference actual =
                    engine().compare(engine().uploadCode(scope, a), engine().uploadCode(scope, b), unpooling);
            double expected = difference.dot(difference);
            assertEquals(expected, actual.squaredDistance(), 1e-6 * expected);
            assertEquals(sameSupport, actual.sameSupport());
            FeatureMap x = up(scope, Dense.random(new Shape(3, 9, 11), new SplittableRandom(3)));
            FeatureMap y = up(scope, Dense.random(new Shape(3, 9, 11), new SplittableRandom(4)));
            IterateDifference change =
                    engine().change(engine().uploadCode(scope, a), engine().uploadCode(scope, b), unpooling, x, y);
            assertEquals(expected, change.codes().squaredDistance(), 1e-6 * expected);
            assertEquals(sameSupport, change.codes().sameSupport());
            double distance = engine().squaredDistance(x, y), norm = engine().dot(x, x);
            assertEquals(distance, change.squaredDistance(), 1e-6 * distance);
            assertEquals(norm, change.squaredNorm(), 1e-6 * norm);
        }
    }

    /** Of maps large enough to be shared by many groups of work-items, with ties and without. */
    @ParameterizedTest(name = "{0} units of {1}")
    @CsvSource({"20000, 0", "20000, 2", "69999, 2", "1, 2", "0, 0", "70000, 0"})
    default void severalLargeCodesAreSelectedFromAsEach(long k, int integers) {
        Shape shape = new Shape(1, 250, 280);
        Pooling pooling = Pooling.blocks(1, Pooling.Selection.LARGEST_MAGNITUDE);
        try (Scope scope = new Scope()) {
            List<PooledCode> all = new ArrayList<>();
            for (int seed = 0; seed < 3; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Dense h = integers > 0 ? Dense.integers(shape, integers, random) : Dense.random(shape, random);
                all.add(engine().uploadCode(scope, Oracle.pool(h, pooling)));
            }
            List<PooledCode> each = new ArrayList<>();
            for (PooledCode z : all) each.add(engine().recode(scope, z.values(), z));
            engine().keepLargestAll(all, new long[] {k, k, k});
            for (int i = 0; i < 3; i++) {
                engine().keepLargest(each.get(i), k);
                assertArrayEquals(
                        engine().downloadCode(each.get(i)).values(),
                        engine().downloadCode(all.get(i)).values());
            }
        }
    }
}

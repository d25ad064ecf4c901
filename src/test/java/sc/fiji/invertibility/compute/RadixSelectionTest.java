package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadixSelectionTest {

    private static Cutoff search(float[] values, long k) {
        return search(values, RadixSelection.of(k, values.length));
    }

    private static Cutoff search(float[] values, RadixSelection largest) {
        int rounds = 0;
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            for (int i = 0; i < values.length; i++) {
                int digit = largest.digit().of(values[i], i);
                if (digit >= 0) counts[digit]++;
            }
            largest.accept(counts);
            assertTrue(++rounds <= 9, "31 bits of magnitude and 63 of position in digits of 11");
        }
        return largest.cutoff();
    }

    private static Set<Integer> kept(float[] values, Cutoff cutoff) {
        return IntStream.range(0, values.length)
                .filter(i -> cutoff.keeps(values[i], i))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static Set<Integer> firstOfSorted(float[] values, int k) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -Math.abs(values[i])))
                .limit(k)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsWhatSortingKeeps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[random.nextInt(1, 5000)];
        int different = seed % 2 == 0 ? 5 : Integer.MAX_VALUE;
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(different) * 0.37f * (random.nextBoolean() ? 1 : -1);
        for (int i = 0; i < 20; i++) {
            int k = i == 0 ? 0 : i == 1 ? values.length : random.nextInt(values.length + 1);
            assertEquals(firstOfSorted(values, k), kept(values, search(values, k)), "k = " + k + ", seed " + seed);
        }
    }

    @Test
    void keepsTheFirstOfEqualValues() {
        float[] values = new float[5000];
        java.util.Arrays.fill(values, -2.5f);
        assertEquals(IntStream.range(0, 4321).boxed().collect(Collectors.toSet()), kept(values, search(values, 4321)));
    }

    @Test
    void keepsZerosOnlyWhenNothingLargerIsLeft() {
        float[] values = {0, 3, -0f, 0, -1, Float.MIN_VALUE};
        assertEquals(Set.of(1, 4, 5), kept(values, search(values, 3)));
        assertEquals(Set.of(0, 1, 4, 5), kept(values, search(values, 4)));
        assertEquals(Set.of(0, 1, 2, 4, 5), kept(values, search(values, 5)));
    }

    @Test
    void tellsPositionsBeyondTwoToThe32Apart() {
        long total = 1L << 40;
        RadixSelection largest = RadixSelection.of(2, total);
        long[] positions = {5, (1L << 39) + 7, (1L << 39) + 8};
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            for (long position : positions) {
                int digit = largest.digit().of(1, position);
                if (digit >= 0) counts[digit]++;
            }
            largest.accept(counts);
        }
        assertTrue(largest.cutoff().keeps(1, positions[1]));
        assertFalse(largest.cutoff().keeps(1, positions[2]));
    }

    @Test
    void theFirstOfEqualUnitsAreKept() {
        float[] values = {2, -1, 1, 0, 1, 3, -1};
        Cutoff cutoff = search(values, RadixSelection.ofEqual(3, 1, values.length));
        assertEquals(Set.of(0, 1, 2, 4, 5), kept(values, cutoff));
        assertThrows(IllegalArgumentException.class, () -> RadixSelection.ofEqual(0, 1, values.length));
    }

    @Test
    void keepsNothingOrEverythingWithoutLooking() {
        assertTrue(RadixSelection.of(0, 10).found());
        assertFalse(RadixSelection.of(0, 10).cutoff().keeps(Float.MAX_VALUE, 0));
        assertTrue(RadixSelection.of(10, 10).cutoff().keeps(0, 9));
    }

    @Test
    void refusesWhatCannotBeCounted() {
        assertThrows(IllegalArgumentException.class, () -> RadixSelection.of(-1, 10));
        assertThrows(IllegalArgumentException.class, () -> RadixSelection.of(1, 0));
        assertThrows(IllegalStateException.class, () -> RadixSelection.of(1, 10).cutoff());
    }
}

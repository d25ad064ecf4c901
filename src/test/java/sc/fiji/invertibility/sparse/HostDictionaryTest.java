package sc.fiji.invertibility.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** W and Wᵀ of few positions, one by one, against filtering everything. */
class HostDictionaryTest {

    private static final List<FilterBank> BANKS = List.of(
            GaussianFilters.scaled(12, 4, 3, 1),
            GaussianFilters.scaled(12, 4, 3, 2).withPadding(Padding.VALID),
            GaussianFilters.scaled(12, 4, 5, 3).withStride(2),
            GaussianFilters.scaled(12, 2, 3, 4).withGroups(2),
            GaussianFilters.rectangular(12, 4, 1, 5, 5));

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void fewPositionsGiveWhatFilteringGives(Engine engine) {
        SplittableRandom random = new SplittableRandom(7);
        for (FilterBank bank : BANKS)
            try (HostDictionary w = HostDictionary.of(engine, bank, 9, 8)) {
                int size = (int) w.codes().size();
                int[] few = random.ints(0, size)
                        .distinct()
                        .limit(size / 20)
                        .sorted()
                        .toArray();
                int[] all = IntStream.range(0, size).toArray();
                double[] values = random.doubles(few.length, -1, 1).toArray();
                double[] dense = new double[size];
                for (int i = 0; i < few.length; i++) dense[few[i]] = values[i];
                float[] x = w.synthesise(few, values);
                assertArrayEquals(w.synthesise(all, dense), x, 1e-5f, "W'z");
                double[] expected = Arrays.stream(few)
                        .mapToDouble(i -> w.analyse(all, x)[i])
                        .toArray();
                assertArrayEquals(expected, w.analyse(few, x), 1e-4, "W_support x");
                assertTrue(Arrays.stream(expected).anyMatch(h -> Math.abs(h) > 0.1));
            }
    }
}

package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;

class ModelSparseCodesTest {

    private static final Shape ACTIVATIONS = new Shape(5, 7, 9);

    @Test
    void codesAreModelSparse() {
        ModelSparseCodes codes = ModelSparseCodes.uniform(ACTIVATIONS, 2, 33, 4);
        Moments values = Moments.NONE;
        for (int i = 0; i < 200; i++) {
            SparseCode code = codes.code(i);
            assertEquals(new Shape(5, 4, 5), code.shape());
            UnitList units = code.units();
            assertEquals(33, units.size());
            for (int n = 0; n < units.size(); n++) {
                values = values.plus(units.values()[n]);
                int unit = units.indices()[n], within = units.switches()[n];
                int y = unit / 5 % 4 * 2 + within / 2, x = unit % 5 * 2 + within % 2;
                assertTrue(y < 7 && x < 9, "beyond the border");
            }
        }
        assertEquals(0, values.mean(), 3 * values.standardError());
        assertEquals(1 / Math.sqrt(3), values.sd(), 0.02);
        assertTrue(values.min() >= -1 && values.max() <= 1);
    }

    /** Every block is chosen as often as any other, and every place of a block: of 2,000 draws, within 5 sigma. */
    @ParameterizedTest
    @ValueSource(ints = {1, 33, 60, 99})
    void blocksAndPlacesAreEquallyLikely(int k) {
        int draws = 2000, count = 5 * 4 * 5;
        ModelSparseCodes codes = ModelSparseCodes.uniform(ACTIVATIONS, 2, k, 8);
        int[] chosen = new int[count], positions = new int[4];
        for (int i = 0; i < draws; i++) {
            UnitList units = codes.code(i).units();
            for (int n = 0; n < k; n++) {
                chosen[units.indices()[n]]++;
                // the first row of the first three columns' blocks are whole
                if (units.indices()[n] == 0) positions[units.switches()[n]]++;
            }
        }
        double part = (double) k / count;
        for (int times : chosen) assertEquals(draws * part, times, 5 * Math.sqrt(draws * part * (1 - part)) + 1);
        for (int times : positions) assertEquals(chosen[0] / 4.0, times, 5 * Math.sqrt(chosen[0] * 3 / 16.0) + 1);
    }

    @Test
    void aCodeDependsOnSeedAndNumberAlone() {
        ModelSparseCodes codes = ModelSparseCodes.uniform(ACTIVATIONS, 2, 33, 4);
        SparseCode seventh = ModelSparseCodes.uniform(ACTIVATIONS, 2, 33, 4).code(7);
        SparseCode[] all =
                IntStream.range(0, 40).parallel().mapToObj(codes::code).toArray(SparseCode[]::new);
        assertArrayEquals(seventh.units().indices(), all[7].units().indices());
        assertArrayEquals(seventh.units().values(), all[7].units().values());
        assertArrayEquals(seventh.units().switches(), all[7].units().switches());
        SparseCode other = ModelSparseCodes.uniform(ACTIVATIONS, 2, 33, 5).code(7);
        assertFalse(Arrays.equals(other.units().values(), seventh.units().values()));
        assertFalse(Arrays.equals(all[6].units().values(), seventh.units().values()));
    }

    @Test
    void anySubsetIsAscendingAndOfTheCountAskedFor() {
        SplittableRandom random = new SplittableRandom(1);
        for (int all : new int[] {1, 63, 64, 65, 200})
            for (int count = 0; count <= all; count++) {
                int[] chosen = RandomSubset.of(count, all, random);
                assertArrayEquals(IntStream.of(chosen).distinct().sorted().toArray(), chosen);
                assertTrue(IntStream.of(chosen).allMatch(i -> i >= 0 && i < all));
                assertEquals(count, chosen.length);
            }
    }
}

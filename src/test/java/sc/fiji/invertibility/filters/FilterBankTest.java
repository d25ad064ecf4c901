package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterBankTest {

    private static float[] counting(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = i;
        return values;
    }

    @Test
    void isImmutable() {
        float[] weights = counting(8);
        float[] bias = {1, 2};
        FilterBank bank = FilterBank.of(weights, 2, 4, 1, 1).withBias(bias);
        weights[0] = bias[0] = bank.weights()[0] = bank.bias()[0] = 99;
        assertArrayEquals(counting(8), bank.weights());
        assertArrayEquals(new float[] {1, 2}, bank.bias());
    }

    @Test
    void weightsAreRowMajor() {
        FilterBank bank = FilterBank.of(counting(2 * 3 * 4 * 5), 2, 3, 4, 5);
        int i = 0;
        for (int k = 0; k < 2; k++)
            for (int m = 0; m < 3; m++)
                for (int y = 0; y < 4; y++) for (int x = 0; x < 5; x++) assertEquals(i++, bank.weight(k, m, y, x));
    }

    /** Sizes as PyTorch's Conv2d reports them. */
    @ParameterizedTest
    @CsvSource({
        "227, 11, 4, 0, 55",
        "224, 3, 1, 1, 224",
        "224, 7, 2, 3, 112",
        "5, 5, 1, 0, 1",
        "4, 5, 1, 0, 0",
        "1, 11, 1, 5, 1"
    })
    void countsShifts(int length, int size, int stride, int padding, int shifts) {
        FilterBank bank =
                FilterBank.of(new float[size], 1, 1, size, 1).withStride(stride).withPadding(new Padding(padding, 0));
        assertEquals(shifts, bank.outputHeight(length));
    }

    @Test
    void samePaddingKeepsTheSizeForOddFilters() {
        for (int size = 1; size < 12; size += 2)
            assertEquals(
                    17, FilterBank.of(new float[size * size], 1, 1, size, size).outputWidth(17));
        assertEquals(new Padding(2, 0), Padding.same(5, 1));
        assertEquals(Padding.VALID, Padding.of(0));
        assertThrows(IllegalArgumentException.class, () -> new Padding(-1, 0));
    }

    @Test
    void normalisingGivesUnitFiltersAndLeavesZeroAlone() {
        float[] weights = counting(12);
        java.util.Arrays.fill(weights, 0, 4, 0);
        FilterBank unit = FilterBank.of(weights, 3, 4, 1, 1)
                .withStride(2)
                .withBias(new float[3])
                .normalised();
        double[] norms = new double[3];
        for (int i = 0; i < 12; i++) norms[i / 4] += Math.pow(unit.weights()[i], 2);
        assertArrayEquals(new double[] {0, 1, 1}, norms, 1e-6);
        assertFalse(unit.hasBias());
        assertEquals(2, unit.stride());
    }

    @Test
    void zerosAloneHaveNoDirection() {
        FilterBank zeros = FilterBank.of(new float[18], 2, 1, 3, 3);
        String message =
                assertThrows(IllegalArgumentException.class, zeros::normalised).getMessage();
        assertEquals(
                "weights: all of the layer's filters are zero, so that none has a direction; expected others", message);
    }

    @Test
    void negativesAreAppended() {
        FilterBank both = FilterBank.of(new float[] {1, -2}, 2, 1, 1, 1)
                .withBias(new float[] {3, 4})
                .withNegatives();
        assertEquals(4, both.filters());
        assertArrayEquals(new float[] {1, -2, -1, 2}, both.weights());
        assertArrayEquals(new float[] {3, 4, -3, -4}, both.bias());
        FilterBank grouped = FilterBank.of(new float[2], 2, 1, 1, 1).withGroups(2);
        assertThrows(IllegalStateException.class, grouped::withNegatives);
    }

    @Test
    void groupsMultiplyTheInputsChannels() {
        FilterBank bank = FilterBank.of(new float[6 * 4], 6, 4, 1, 1).withGroups(3);
        assertEquals(12, bank.channels());
        assertEquals(4, bank.filterChannels());
        assertEquals(4, bank.withGroups(1).channels());
        assertThrows(IllegalArgumentException.class, () -> bank.withGroups(4));
        assertThrows(IllegalArgumentException.class, () -> bank.withGroups(0));
    }

    @Test
    void refusesWhatIsNotABank() {
        Class<IllegalArgumentException> refused = IllegalArgumentException.class;
        assertThrows(refused, () -> FilterBank.of(new float[0], 0, 1, 1, 1));
        assertThrows(refused, () -> FilterBank.of(new float[5], 1, 1, 2, 2));
        assertThrows(refused, () -> FilterBank.of(new float[] {Float.NaN}, 1, 1, 1, 1));
        FilterBank bank = FilterBank.of(new float[4], 1, 1, 2, 2);
        assertThrows(refused, () -> bank.withStride(0));
        assertThrows(refused, () -> bank.withBias(new float[2]));
        assertThrows(refused, () -> bank.withBias(new float[] {Float.POSITIVE_INFINITY}));
        String message = assertThrows(refused, () -> FilterBank.of(new float[5], 1, 1, 2, 2))
                .getMessage();
        assertTrue(message.contains("4") && message.contains("5"), message);
    }
}

package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Wavelets, local Fourier and Gabor filters. */
class StructuredFiltersTest {

    @ParameterizedTest
    @EnumSource
    void waveletsHaveUnitNormAndOrthogonalChannels(WaveletFilters.Family family) {
        FilterBank bank = WaveletFilters.unitNorm(family, 2, 3);
        assertEquals(3 * 7, bank.filters());
        for (int k = 0; k < bank.filters(); k++) assertEquals(1, product(bank, k, k, 0, 0), 1e-5);
        for (int k = 0; k < 7; k++) assertEquals(0, product(bank, k, 7 + k, 0, 0), 1e-7);
    }

    /** Orthonormal where the decimated transform puts its filters: at shifts by multiples of 2ʲ. */
    @ParameterizedTest
    @EnumSource
    void decimatedWaveletsAreOrthonormal(WaveletFilters.Family family) {
        FilterBank bank = WaveletFilters.unitNorm(family, 2, 1);
        for (int a = 0; a < 7; a++)
            for (int b = a; b < 7; b++) {
                int step = a < 3 ? 2 : 4;
                for (int dy = -8; dy <= 8; dy += step)
                    for (int dx = -8; dx <= 8; dx += step) {
                        // the coarser filter stands on its own grid, which is a part of the finer one
                        double expected = a == b && dx == 0 && dy == 0 ? 1 : 0;
                        assertEquals(expected, product(bank, b, a, dy, dx), 1e-5, a + " " + b + " " + dy + " " + dx);
                    }
            }
    }

    @ParameterizedTest
    @CsvSource({"HAAR, 1", "HAAR, 3", "DAUBECHIES_4, 1", "DAUBECHIES_4, 2"})
    void undecimatedWaveletsAreATightFrame(WaveletFilters.Family family, int levels) {
        assertTight(WaveletFilters.tightFrame(family, levels, 1), 1);
    }

    @Test
    void localFourierFiltersAreAnOrthonormalBasisOfPatches() {
        FilterBank bank = FourierFilters.cosines(3 * 16, 3, 4);
        for (int a = 0; a < bank.filters(); a++)
            for (int b = a; b < bank.filters(); b++) assertEquals(a == b ? 1 : 0, product(bank, a, b, 0, 0), 1e-5);
        assertTight(FourierFilters.cosines(25, 1, 5), 25);
    }

    @ParameterizedTest
    @CsvSource({"64, 3, 5", "7, 1, 3", "40, 2, 11"})
    void gaborFiltersHaveUnitNormAndNoMean(int filters, int channels, int size) {
        FilterBank bank = GaborFilters.of(filters, channels, size);
        for (int k = 0; k < filters; k++) {
            assertEquals(1, product(bank, k, k, 0, 0), 1e-5);
            double sum = 0;
            for (int m = 0; m < channels; m++)
                for (int y = 0; y < size; y++) for (int x = 0; x < size; x++) sum += bank.weight(k, m, y, x);
            assertEquals(0, sum, 1e-5);
        }
    }

    /** The first orientation's wave runs along x, the fifth's along y: the latter is the former, transposed. */
    @Test
    void gaborFiltersTurn() {
        FilterBank bank = GaborFilters.of(16, 1, 7);
        for (int phase = 0; phase < 2; phase++)
            for (int y = 0; y < 7; y++)
                for (int x = 0; x < 7; x++)
                    assertEquals(bank.weight(phase, 0, y, x), bank.weight(8 + phase, 0, x, y), 1e-5);
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThrows(IllegalArgumentException.class, () -> FourierFilters.cosines(76, 3, 5));
        assertThrows(IllegalArgumentException.class, () -> GaborFilters.of(4, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> WaveletFilters.unitNorm(WaveletFilters.Family.HAAR, 0, 1));
        assertEquals(2, WaveletFilters.levels(WaveletFilters.Family.HAAR, 5));
        assertEquals(0, WaveletFilters.levels(WaveletFilters.Family.DAUBECHIES_4, 3));
    }

    /** Σ over filters of the autocorrelation is the bound at distance zero, and zero elsewhere. */
    private static void assertTight(FilterBank bank, double bound) {
        for (int dy = -bank.height(); dy <= bank.height(); dy++)
            for (int dx = -bank.width(); dx <= bank.width(); dx++) {
                double sum = 0;
                for (int k = 0; k < bank.filters(); k++) sum += product(bank, k, k, dy, dx);
                assertEquals(dx == 0 && dy == 0 ? bound : 0, sum, 1e-5 * bound, dy + ", " + dx);
            }
        assertTrue(bank.channels() == 1);
    }

    /** ⟨a, b shifted by (dy, dx)⟩. */
    private static double product(FilterBank bank, int a, int b, int dy, int dx) {
        double sum = 0;
        for (int m = 0; m < bank.channels(); m++)
            for (int y = Math.max(0, dy); y < bank.height() + Math.min(0, dy); y++)
                for (int x = Math.max(0, dx); x < bank.width() + Math.min(0, dx); x++)
                    sum += (double) bank.weight(a, m, y, x) * bank.weight(b, m, y - dy, x - dx);
        return sum;
    }
}

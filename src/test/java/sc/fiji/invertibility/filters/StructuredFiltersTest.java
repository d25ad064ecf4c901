package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The properties that make wavelets, local Fourier and Gabor filters good banks. */
class StructuredFiltersTest {

    @ParameterizedTest
    @CsvSource({"HAAR, 1, 1", "HAAR, 3, 2", "DAUBECHIES_4, 1, 3", "DAUBECHIES_4, 2, 1"})
    void decimatedWaveletsAreOrthonormal(WaveletFilters.Family family, int levels, int channels) {
        FilterBank bank = WaveletFilters.orthonormal(family, levels, channels);
        assertEquals(channels << 2 * levels, bank.filters());
        assertOrthonormalRows(bank);
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "5, 2", "2, 1"})
    void fourierWavesAreAnOrthonormalBasisOfBlocks(int size, int channels) {
        FilterBank bank = FourierFilters.complete(channels, size, FourierFilters.Window.BOX);
        assertEquals(channels * size * size, bank.filters());
        assertOrthonormalRows(bank.withStride(size));
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "5, 2", "2, 1"})
    void cosinesAreAnOrthonormalBasisOfBlocksAndATightFrame(int size, int channels) {
        FilterBank bank = CosineFilters.complete(channels, size);
        assertEquals(channels * size * size, bank.filters());
        assertOrthonormalRows(bank.withStride(size));
        assertTightFrame(bank, size * size);
    }

    /** The second basis function of JPEG's blocks falls like a cosine across, and is constant down. */
    @Test
    void cosinesAreThoseOfJpeg() {
        FilterBank bank = CosineFilters.lowest(3, 1, 8);
        for (int i = 0; i < 64; i++) {
            int y = i / 8, x = i % 8;
            assertEquals(1 / 8.0, bank.weight(0, 0, y, x), 1e-6);
            assertEquals(Math.sqrt(2) / 8 * Math.cos((2 * x + 1) * Math.PI / 16), bank.weight(1, 0, y, x), 1e-6);
            assertEquals(bank.weight(1, 0, x, y), bank.weight(2, 0, y, x), 1e-6);
        }
    }

    @Test
    void allCosinesButTheFirstHaveNoMean() {
        FilterBank bank = CosineFilters.complete(1, 5);
        for (int k = 1; k < bank.filters(); k++) assertEquals(0, moment(bank, k, 0), 1e-5, "filter " + k);
    }

    @ParameterizedTest
    @CsvSource({"HAAR, 1, 1", "HAAR, 3, 1", "HAAR, 2, 3", "DAUBECHIES_4, 1, 2", "DAUBECHIES_4, 2, 1"})
    void undecimatedWaveletsAreATightFrame(WaveletFilters.Family family, int levels, int channels) {
        assertTightFrame(WaveletFilters.orthonormal(family, levels, channels).withStride(1), Math.pow(4, levels));
    }

    @ParameterizedTest
    @EnumSource
    void allFourierWavesAreATightFrame(FourierFilters.Window window) {
        assertTightFrame(FourierFilters.complete(2, 4, window), 16);
        assertTightFrame(FourierFilters.complete(1, 5, window), 25);
    }

    @Test
    void oneLevelOfWaveletsIsATightFrame() {
        assertTightFrame(WaveletFilters.levels(WaveletFilters.Family.DAUBECHIES_4, 1, 3), 4);
    }

    @Test
    void everyFilterHasUnitNorm() {
        for (FilterBank bank : List.of(
                WaveletFilters.levels(WaveletFilters.Family.HAAR, 3, 3),
                WaveletFilters.levels(WaveletFilters.Family.DAUBECHIES_4, 2, 4),
                FourierFilters.lowest(9, 3, 7, FourierFilters.Window.SINE),
                FourierFilters.lowest(16, 1, 4, FourierFilters.Window.SINE),
                CosineFilters.lowest(9, 3, 7),
                GaborFilters.of(5, List.of(3.0, 4.2), 3, 5)))
            for (int k = 0; k < bank.filters(); k++)
                assertEquals(1, product(bank, k, k, 0, 0), 1e-5, bank + " filter " + k);
    }

    /** Daubechies' wavelet with two vanishing moments is blind to constants and to ramps, Haar's to constants. */
    @Test
    void detailsVanishOnPolynomials() {
        FilterBank smooth = WaveletFilters.levels(WaveletFilters.Family.DAUBECHIES_4, 2, 1);
        FilterBank haar = WaveletFilters.levels(WaveletFilters.Family.HAAR, 2, 1);
        for (int k = 0; k < 6; k++) {
            assertEquals(0, moment(smooth, k, 0), 1e-5);
            assertEquals(0, moment(smooth, k, 1), 1e-5);
            assertEquals(0, moment(haar, k, 0), 1e-6);
        }
        assertTrue(Math.abs(moment(haar, 0, 1)) > 0.1);
        assertEquals(4, moment(smooth, 6, 0), 1e-5);
    }

    @Test
    void fourierWavesComeFromLowToHigh() {
        FilterBank bank = FourierFilters.lowest(9, 1, 5, FourierFilters.Window.BOX);
        for (int i = 0; i < 25; i++) assertEquals(0.2, bank.weight(0, 0, i / 5, i % 5), 1e-6);
        double changes = 0;
        for (int k = 0; k < 9; k++) {
            double change = 0;
            for (int y = 0; y < 5; y++)
                for (int x = 0; x < 5; x++) {
                    double value = bank.weight(k, 0, y, x);
                    change += Math.pow(bank.weight(k, 0, (y + 1) % 5, x) - value, 2)
                            + Math.pow(bank.weight(k, 0, y, (x + 1) % 5) - value, 2);
                }
            assertTrue(change >= changes - 1e-5, "wave " + k);
            changes = change;
        }
    }

    @Test
    void gaborWavesHaveNoMeanAndTurn() {
        FilterBank bank = GaborFilters.of(4, List.of(3.0, 5.0), 1, 9);
        assertEquals(17, bank.filters());
        for (int k = 1; k < 17; k++) assertEquals(0, moment(bank, k, 0), 1e-5, "wave " + k);
        // two of four orientations further is a quarter of a turn, which exchanges x and y
        for (int phase = 1; phase <= 2; phase++)
            for (int i = 0; i < 81; i++)
                assertEquals(bank.weight(phase, 0, i / 9, i % 9), bank.weight(4 + phase, 0, i % 9, i / 9), 1e-5);
    }

    @Test
    void refusesWhatThereIsNot() {
        refused("1 to 6 levels", () -> WaveletFilters.levels(WaveletFilters.Family.HAAR, 0, 1));
        refused("1 to 6 levels", () -> WaveletFilters.orthonormal(WaveletFilters.Family.HAAR, 7, 1));
        refused("at least one channel", () -> WaveletFilters.levels(WaveletFilters.Family.HAAR, 1, 0));
        refused("ℓ² waves, not 5, 1 and 26", () -> FourierFilters.lowest(26, 1, 5, FourierFilters.Window.SINE));
        refused("2 to 64 pixels", () -> FourierFilters.complete(1, 1 << 16, FourierFilters.Window.BOX));
        refused("2 to 64 pixels", () -> CosineFilters.complete(1, 1));
        refused("ℓ² waves, not 5, 1 and 26", () -> CosineFilters.lowest(26, 1, 5));
        refused("3 to 64 pixels", () -> GaborFilters.of(4, List.of(4.0), 1, 2));
        refused("2 pixels or more, not 1.5", () -> GaborFilters.of(4, List.of(1.5), 1, 5));
        refused("wavelengths", () -> GaborFilters.of(4, List.of(), 1, 5));
    }

    private static void refused(String words, Executable making) {
        String message = assertThrows(IllegalArgumentException.class, making).getMessage();
        assertTrue(message.contains(words), message);
    }

    /** At the bank's stride, any two shifted filters have the product 0, and a filter with itself 1. */
    private static void assertOrthonormalRows(FilterBank bank) {
        int t = bank.stride(), reach = (bank.height() + t - 1) / t * t;
        for (int a = 0; a < bank.filters(); a++)
            for (int b = a; b < bank.filters(); b++)
                for (int dy = -reach; dy <= reach; dy += t)
                    for (int dx = -reach; dx <= reach; dx += t) {
                        double expected = a == b && dy == 0 && dx == 0 ? 1 : 0;
                        assertEquals(
                                expected, product(bank, a, b, dy, dx), 2e-6, a + ", " + b + " at " + dy + ", " + dx);
                    }
    }

    /** WᵀW is a convolution; for a tight frame its kernel is the bound between equal pixels and channels, else 0. */
    private static void assertTightFrame(FilterBank bank, double bound) {
        int l = bank.height(), channels = bank.channels();
        for (int m = 0; m < channels; m++)
            for (int n = 0; n < channels; n++)
                for (int dy = 1 - l; dy < l; dy++)
                    for (int dx = 1 - l; dx < l; dx++) {
                        double sum = 0;
                        for (int k = 0; k < bank.filters(); k++) sum += product(bank, k, m, k, n, dy, dx);
                        double expected = m == n && dy == 0 && dx == 0 ? bound : 0;
                        assertEquals(expected, sum, 2e-6 * bound, m + ", " + n + " at " + dy + ", " + dx);
                    }
    }

    /** ⟨a, b shifted by (dy, dx)⟩ over all channels. */
    private static double product(FilterBank bank, int a, int b, int dy, int dx) {
        double sum = 0;
        for (int m = 0; m < bank.channels(); m++) sum += product(bank, a, m, b, m, dy, dx);
        return sum;
    }

    private static double product(FilterBank bank, int a, int m, int b, int n, int dy, int dx) {
        double sum = 0;
        for (int y = Math.max(0, dy); y < bank.height() + Math.min(0, dy); y++)
            for (int x = Math.max(0, dx); x < bank.width() + Math.min(0, dx); x++)
                sum += (double) bank.weight(a, m, y, x) * bank.weight(b, n, y - dy, x - dx);
        return sum;
    }

    /** Σ (x + y)ᵖ w(y, x) of a filter of one channel. */
    private static double moment(FilterBank bank, int k, int power) {
        double sum = 0;
        for (int y = 0; y < bank.height(); y++)
            for (int x = 0; x < bank.width(); x++) sum += Math.pow(x + y, power) * bank.weight(k, 0, y, x);
        return sum;
    }
}

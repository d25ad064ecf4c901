package sc.fiji.invertibility.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.FourierFilters;
import sc.fiji.invertibility.filters.GaborFilters;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.WaveletFilters;

class FrameBoundsTest {

    private static FrameBounds bounds(FilterBank bank) {
        return FrameBounds.of(bank, Monitor.NONE);
    }

    @Test
    void ofATightFrameBothAreItsBound() {
        FrameBounds waves = bounds(FourierFilters.complete(2, 5, FourierFilters.Window.BOX));
        assertEquals(25, waves.lower(), 1e-4);
        assertEquals(25, waves.upper(), 1e-4);
        assertEquals(0, waves.error(), 1e-5);
        FrameBounds wavelets = bounds(WaveletFilters.orthonormal(WaveletFilters.Family.HAAR, 2, 1));
        assertEquals(1, wavelets.lower(), 1e-5);
        assertEquals(1, wavelets.upper(), 1e-5);
    }

    @Test
    void ofTwoLevelsOfWaveletsTheCoarseOverlapMore() {
        FrameBounds levels = bounds(WaveletFilters.levels(WaveletFilters.Family.HAAR, 2, 1));
        assertEquals(4, levels.lower(), 1e-4);
        assertEquals(16, levels.upper(), 1e-4);
        assertEquals(0.6, levels.error(), 1e-5);
    }

    /** A difference of neighbours is blind to constants, and twice as large as an image that alternates. */
    @Test
    void ofADifferenceTheyAreThoseOfConstantsAndOfAlternation() {
        FrameBounds difference = bounds(FilterBank.of(new float[] {1, -1, 0}, 1, 1, 1, 3));
        assertEquals(0, difference.lower(), 1e-12);
        assertEquals(4, difference.upper(), 1e-12);
        assertEquals(1, difference.error());
    }

    /** |2 + q − q²|² = 6 + 2c − 4(2c² − 1) is largest at c = 1/8, and |2 + q + q²|² smallest at c = −3/8; c is a cosine. */
    @Test
    void theyAreFoundBetweenTheFrequenciesOfAGrid() {
        assertEquals(
                10.125,
                bounds(FilterBank.of(new float[] {2, 1, -1}, 1, 1, 1, 3)).upper(),
                1e-4);
        assertEquals(
                0.875, bounds(FilterBank.of(new float[] {2, 1, 1}, 1, 1, 3, 1)).lower(), 1e-4);
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 5, 1", "8, 1, 4, 2", "6, 3, 3, 1"})
    void aFinerGridFindsNothingBeyond(int filters, int channels, int size, int stride) {
        for (long seed = 1; seed <= 3; seed++) {
            FilterBank bank =
                    GaussianFilters.unitNorm(filters, channels, size, seed).withStride(stride);
            FrameBounds found = bounds(bank), finer = FrameBounds.of(bank, 120, Monitor.NONE);
            assertTrue(found.lower() <= finer.lower() + 1e-5, found + " and " + finer);
            assertTrue(found.upper() >= finer.upper() - 1e-4, found + " and " + finer);
        }
    }

    @Test
    void fewerFiltersThanPixelsOfAStrideLoseSomething() {
        FilterBank bank = GaussianFilters.unitNorm(3, 1, 5, 1);
        assertEquals(0, bounds(bank.withStride(2)).lower(), 1e-12);
        assertTrue(bounds(GaussianFilters.unitNorm(8, 1, 5, 1).withStride(2)).lower() > 0.01);
    }

    /** Against the eigenvalues of WᵀW as one matrix, made of W's action on single pixels of a periodic image. */
    @ParameterizedTest
    @CsvSource({"6, 2, 3, 1, 1, 8", "12, 2, 3, 2, 1, 8", "7, 1, 5, 2, 1, 10", "8, 4, 3, 1, 2, 5", "30, 1, 3, 3, 1, 9"})
    void theyAreTheExtremeEigenvaluesOfTheWholeMatrix(
            int filters, int channels, int size, int stride, int groups, int side) {
        FilterBank bank = GaussianFilters.unitNorm(filters, channels / groups, size, 5)
                .withGroups(groups)
                .withStride(stride);
        FrameBounds bounds = FrameBounds.of(bank, side, Monitor.NONE);
        double[] eigenvalues = SymmetricEigenvalues.of(gram(bank, channels, side));
        assertEquals(Arrays.stream(eigenvalues).min().orElseThrow(), bounds.lower(), 1e-9);
        assertEquals(Arrays.stream(eigenvalues).max().orElseThrow(), bounds.upper(), 1e-9);
    }

    private static double[][] gram(FilterBank bank, int channels, int side) {
        double[][] gram = new double[channels * side * side][channels * side * side];
        int perGroup = bank.filters() / bank.groups();
        for (int k = 0; k < bank.filters(); k++)
            for (int row = 0; row < side; row += bank.stride())
                for (int column = 0; column < side; column += bank.stride()) {
                    double[] h = new double[gram.length];
                    for (int m = 0; m < bank.filterChannels(); m++)
                        for (int j = 0; j < bank.height(); j++)
                            for (int i = 0; i < bank.width(); i++) {
                                int channel = k / perGroup * bank.filterChannels() + m;
                                h[(channel * side + (row + j) % side) * side + (column + i) % side] +=
                                        bank.weight(k, m, j, i);
                            }
                    for (int a = 0; a < h.length; a++) for (int b = 0; b < h.length; b++) gram[a][b] += h[a] * h[b];
                }
        return gram;
    }

    @Test
    void eigenvaluesOfAKnownMatrix() {
        double[] eigenvalues = SymmetricEigenvalues.of(new double[][] {{2, -1, 0}, {-1, 2, -1}, {0, -1, 2}});
        Arrays.sort(eigenvalues);
        assertArrayEquals(new double[] {2 - Math.sqrt(2), 2, 2 + Math.sqrt(2)}, eigenvalues, 1e-12);
    }

    @Test
    void gaborFiltersAreNoTightFrame() {
        assertTrue(bounds(GaborFilters.of(4, List.of(2.5, 4.0), 1, 5)).error() > 0.1);
    }

    @Test
    void tooManyChannelsAreRefusedAndTheMonitorStops() {
        FilterBank wide = GaussianFilters.unitNorm(2, 65, 3, 1).withStride(2);
        assertEquals(
                "frame bounds need channels × stride² of at most 64, not 65×2²",
                assertThrows(IllegalArgumentException.class, () -> bounds(wide)).getMessage());
        Monitor stopped = new Monitor() {
            @Override
            public void progress(double fraction, String message) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancellationException.class, () -> FrameBounds.of(GaussianFilters.unitNorm(2, 1, 3, 1), stopped));
    }
}

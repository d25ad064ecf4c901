package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.Pictures;

class FilterFamilyTest {

    /** Wavelets: M(3J + 1); local Fourier and cosine: M·min(ℓ², ⌊K/M⌋); Gabor: M(1 + 2·orientations·wavelengths). */
    @ParameterizedTest
    @CsvSource({
        "Gaussian random, 64, 3, 5, 64, 5",
        "Wavelet, 64, 3, 5, 21, 4",
        "Wavelet, 64, 1, 5, 7, 4",
        "Wavelet, 64, 3, 11, 30, 8",
        "Wavelet, 20, 3, 11, 12, 2",
        "Wavelet, 4, 1, 2, 4, 2",
        "Local Fourier, 64, 3, 5, 63, 5",
        "Local Fourier, 64, 1, 5, 25, 5",
        "Local Fourier, 2, 2, 3, 2, 3",
        "Cosine, 64, 3, 5, 63, 5",
        "Cosine, 64, 1, 8, 64, 8",
        "Gabor, 64, 3, 5, 63, 5",
        "Gabor, 64, 1, 5, 61, 5",
        "Gabor, 64, 1, 11, 57, 11",
        "Gabor, 15, 3, 5, 15, 5"
    })
    void makesTheMostOfNumberAndSize(String family, int count, int channels, int size, int filters, int width) {
        FilterBank bank = FilterFamily.of(family).bank(count, channels, size, 1);
        assertEquals(filters, bank.filters());
        assertEquals(channels, bank.channels());
        assertEquals(width, bank.width());
        assertEquals(width, bank.height());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Wavelet       | 11 | 3 | 5   | count: expected at least 12 'Wavelet' filters where the number of channels is 3, but got 11
            Wavelet       | 64 | 3 | 1   | size: expected 2 to 64 pixels for 'Wavelet' filters, but got 1
            Local Fourier | 2  | 3 | 5   | count: expected at least 3 'Local Fourier' filters where the number of channels is 3, but got 2
            Local Fourier | 64 | 3 | 101 | size: expected 2 to 64 pixels for 'Local Fourier' filters, but got 101
            Cosine        | 2  | 3 | 5   | count: expected at least 3 'Cosine' filters where the number of channels is 3, but got 2
            Cosine        | 64 | 3 | 1   | size: expected 2 to 64 pixels for 'Cosine' filters, but got 1
            Gabor         | 14 | 3 | 5   | count: expected at least 15 'Gabor' filters where the number of channels is 3, but got 14
            Gabor         | 64 | 3 | 2   | size: expected 3 to 64 pixels for 'Gabor' filters, but got 2
            """)
    void saysWhatThereIsNoRoomFor(String family, int count, int channels, int size, String sentence) {
        assertEquals(
                sentence,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> FilterFamily.of(family).bank(count, channels, size, 1))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wavelet", "Local Fourier", "Cosine", "Gabor"})
    void anImageComesBackFromEachFamily(String filters) {
        Ran ran = Ran.command(
                ReconstructFromLayer.class,
                "image",
                Pictures.noise(8, 40, 30),
                "filters",
                filters,
                "iterations",
                8,
                "step",
                "Normalised",
                "scaling",
                "None",
                "device",
                "Java");
        assertNull(ran.refusal());
        ResultsTable summary = ran.output("summary", ResultsTable.class);
        double first = summary.getValue("relative_error", 0), last = summary.getValue("relative_error", 7);
        assertTrue(last < first && last < 0.5, filters + ": " + first + " to " + last);
        String info = (String) ran.output("reconstruction", ImagePlus.class).getProperty("Info");
        assertTrue(info.contains("filters: " + filters + "\n") && !info.contains("seed"), info);
    }

    @Test
    void eachIsAFeatureStackAndAMontage() {
        Ran stack = Ran.command(
                FeatureStack.class,
                "image",
                Pictures.noise(8, 40, 30),
                "network",
                "Single layer",
                "filters",
                "Gabor",
                "device",
                "Java");
        assertNull(stack.refusal());
        assertEquals(61, stack.output("features", ImagePlus.class).getStackSize());
        Ran montage = Ran.command(ShowFilters.class, "filters", "local fourier");
        assertNull(montage.refusal());
        assertEquals(24, montage.output("montage", ImagePlus.class).getBitDepth());
        assertEquals(64, montage.output("montage", ImagePlus.class).getOverlay().size(), "a heading and 63 numbers");
    }

    /** As the tooltip of the size says: no border that is the same on both sides keeps the size of the image. */
    @Test
    void evenSizesGiveOneRowAndColumnLess() {
        for (boolean even : new boolean[] {false, true}) {
            Ran ran = Ran.command(
                    FeatureStack.class,
                    "image",
                    Pictures.noise(8, 40, 30),
                    "network",
                    "Single layer",
                    "filters",
                    even ? "Wavelet" : "Gabor",
                    "device",
                    "Java");
            ImagePlus features = ran.output("features", ImagePlus.class);
            assertEquals(even ? 39 : 40, features.getWidth());
            assertEquals(even ? 29 : 30, features.getHeight());
        }
        assertTrue(FilterFamily.SIZE.contains("even sizes give one row and column of activations less"));
    }

    @Test
    void networksHaveOnlyRandomAndImportedFilters() {
        String expected = "filters: 'Wavelet' is not offered for a network, expected 'Gaussian random' or 'Imported'";
        for (Class<? extends InvertibilityCommand> command :
                List.of(ReconstructFromLayer.class, FeatureStack.class, RecoverSparseCode.class)) {
            Ran ran =
                    Ran.command(command, "image", Pictures.noise(8, 40, 30), "network", "VGG-16", "filters", "Wavelet");
            assertTrue(ran.refusal() != null && ran.refusal().contains(expected), command + " " + ran.refusal());
        }
    }
}

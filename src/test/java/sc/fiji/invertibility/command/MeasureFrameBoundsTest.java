package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.measure.ResultsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureFrameBoundsTest {

    /** Haar's four filters of unit norm, at stride 2 an orthonormal basis. */
    @Test
    void oneLevelOfWaveletsIsATightFrame() {
        ResultsTable once = frame("filters", "Wavelet", "count", 4, "channels", 1, "size", 3);
        assertEquals("filters,channels,size,stride,lower,upper,error", String.join(",", once.getHeadings()));
        assertEquals(4, once.getValue("filters", 0));
        assertEquals(4, once.getValue("lower", 0), 1e-5);
        assertEquals(4, once.getValue("upper", 0), 1e-5);
        assertEquals(0, once.getValue("error", 0), 1e-5);
        ResultsTable decimated = frame("filters", "Wavelet", "count", 4, "channels", 1, "size", 3, "stride", 2);
        assertEquals(1, decimated.getValue("lower", 0), 1e-5);
        assertEquals(1, decimated.getValue("upper", 0), 1e-5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channels | 0   | channels: expected a whole number of at least 1, but got 0
            stride   | 0   | stride: expected a whole number of at least 1, but got 0
            channels | 65  | frame bounds need channels × stride² of at most 64, not 65×1²
            size     | 4   | size: expected an odd number of pixels, but got 4
            """)
    void saysWhatItCannotMeasure(String parameter, int value, String sentence) {
        assertEquals(
                sentence,
                Ran.command(MeasureFrameBounds.class, parameter, value).refusal());
    }

    @Test
    void aSeedOfFiltersThatAreNotRandomIsRefused() {
        Ran ran = Ran.command(MeasureFrameBounds.class, "filters", "Gabor", "seed", 3);
        assertEquals(
                "seed: has no effect because 'Gabor' filters are not random; expected it to be left out",
                ran.refusal());
    }

    private static ResultsTable frame(Object... parameters) {
        Ran ran = Ran.command(MeasureFrameBounds.class, parameters);
        assertNull(ran.refusal());
        return ran.output("frame", ResultsTable.class);
    }
}

package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.awt.Rectangle;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.invert.IterationReport;

class ErrorStackTest {

    @ParameterizedTest
    @CsvSource({
        "73.8, 74",
        "4.55, 4.5",
        "0.0123, 0.012",
        "0.00123, 0.0012",
        "123456, 120000",
        "999999, 1.0e+06",
        "5.87e-11, 5.9e-11",
        "5.87e+31, 5.9e+31"
    })
    void numbersAreWrittenOutAsLongAsTheyAreShort(double value, String text) {
        assertEquals(text, ErrorStack.number(value));
    }

    /** Iterations that diverge, in an image of large values: finite on the model's scale, but not in the image's unit. */
    @Test
    void errorsThatDoNotFitInto32BitsAreRefusedInWords() {
        FloatProcessor pixels = new FloatProcessor(8, 8);
        pixels.setf(7, 7, 1e30f);
        ErrorStack errors = new ErrorStack(InputImage.of(new ImagePlus("image", pixels)), "error");
        float[] slice = new float[64];
        slice[3] = 1e9f;
        IterationReport report = new IterationReport(1, 1e9, -180, 1, 1, 1, ArrayImgs.floats(slice, 8, 8));
        String sentence = assertThrows(IllegalArgumentException.class, () -> errors.put(1, 1, List.of(report)))
                .getMessage();
        assertTrue(sentence.startsWith("step: in the unit of 'image' the errors are too large for 32 bits"), sentence);
    }

    /** Images of physical quantities have values of all magnitudes, and their colour bars the same room. */
    @ParameterizedTest
    @ValueSource(floats = {1e-12f, 1, 1e30f})
    void theNumbersOfTheColourBarLieInItsBox(float unit) {
        FloatProcessor pixels = new FloatProcessor(300, 250);
        pixels.setf(7, 7, unit);
        ErrorStack errors = new ErrorStack(InputImage.of(new ImagePlus("image", pixels)), "error");
        float[] slice = new float[300 * 250];
        for (int i = 0; i < slice.length; i++) slice[i] = unit * i;
        errors.put(1, 1, new float[][] {slice}, new String[] {"all"});
        Roi[] legend = errors.image("errors").getOverlay().toArray();
        Rectangle box = legend[0].getBounds();
        assertTrue(legend.length >= 4, "box, bar and two numbers");
        for (Roi part : legend) assertTrue(box.contains(part.getBounds()), part + " in " + box);
    }
}

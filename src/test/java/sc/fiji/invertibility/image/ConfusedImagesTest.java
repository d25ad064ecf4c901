package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.classify.Decision;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.ImageSource;
import sc.fiji.invertibility.compute.Shape;

class ConfusedImagesTest {

    private static final ImageForm FORM = new ImageForm(new Shape(1, 8, 8), ImageForm.Fit.NONE, ImageForm.Range.TYPE);

    private static final List<String> CLASSES = List.of("cat", "dog");

    /** Image i is uniform, of brightness 10·i. */
    private static final ImageSource UNIFORM = new ImageSource() {
        @Override
        public int size() {
            return 10;
        }

        @Override
        public String name(int index) {
            return "" + index;
        }

        @Override
        public float[] values(int index) {
            float[] values = new float[64];
            Arrays.fill(values, 10 * index);
            return values;
        }
    };

    @Test
    void theMostCertainMistakesComeFirstAndWhatIsRightDoesNot() throws IOException {
        List<Decision> decisions = List.of(
                new Decision(1, 0, 1, 0.6, 0.4),
                new Decision(2, 0, 0, 0.99, 0.99),
                new Decision(3, 1, 0, 0.95, 0.05),
                new Decision(4, 0, 1, 0.7, 0.3));
        ImagePlus montage = ConfusedImages.of(decisions, UNIFORM, FORM, CLASSES, "confused");
        List<String> captions = new ArrayList<>();
        for (Roi roi : montage.getOverlay())
            captions.add(((TextRoi) roi).getText().strip());
        assertEquals(List.of("dog as cat, 95 %", "cat as dog, 70 %", "cat as dog, 60 %"), captions);
        List<Integer> seen = new ArrayList<>();
        for (int x = 0; x < montage.getWidth(); x++) {
            int red = montage.getProcessor().getPixel(x, 60) >> 16 & 0xff;
            if (red % 10 == 0 && red > 0 && red < 100 && !seen.contains(red)) seen.add(red);
        }
        assertEquals(List.of(30, 40, 10), seen);
    }

    @Test
    void withoutMistakesThereIsNoMontage() throws IOException {
        assertNull(ConfusedImages.of(List.of(new Decision(2, 0, 0, 0.99, 0.99)), UNIFORM, FORM, CLASSES, "none"));
    }
}

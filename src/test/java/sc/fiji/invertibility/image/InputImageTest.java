package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.awt.Rectangle;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputImageTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void planesSpanAtMostOneAndHaveNoMean(int bits) {
        InputImage input = InputImage.of(Pictures.noise(bits, 31, 20));
        RandomAccessibleInterval<FloatType> x = input.plane(1, 1).x();
        assertEquals(bits == 24 ? 3 : 1, x.dimension(2));
        for (int c = 0; c < x.dimension(2); c++) {
            double sum = 0;
            double smallest = 1;
            double largest = -1;
            for (FloatType value : Views.flatIterable(Views.hyperSlice(x, 2, c))) {
                sum += value.get();
                smallest = Math.min(smallest, value.get());
                largest = Math.max(largest, value.get());
            }
            assertEquals(0, sum / (31 * 20), 1e-6);
            assertEquals(1, largest - smallest, bits == 24 ? 0.05 : 1e-6);
        }
    }

    @Test
    void anRgbPixelIsRedGreenBlue() {
        ImagePlus image = new ImagePlus("rgb", new ij.process.ColorProcessor(2, 1, new int[] {0xff0000, 0x0000ff}));
        RandomAccessibleInterval<FloatType> x = InputImage.of(image).plane(1, 1).x();
        assertEquals(0.5f, x.getAt(0, 0, 0).get());
        assertEquals(0f, x.getAt(0, 0, 1).get());
        assertEquals(-0.5f, x.getAt(0, 0, 2).get());
    }

    @Test
    void aSelectionIsReadAsItsRectangle() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.setRoi(new OvalRoi(5, 7, 11, 6));
        InputImage input = InputImage.of(image);
        assertEquals(new Rectangle(5, 7, 11, 6), input.region());
        InputPlane plane = input.plane(1, 1);
        double restored = plane.restored(plane.x().getAt(2, 3, 0).get(), 0);
        assertEquals(image.getProcessor().get(7, 10), restored, 1e-3);
        image.setRoi(new Roi(25, 15, 100, 100));
        assertEquals(new Rectangle(25, 15, 5, 5), InputImage.of(image).region());
    }

    @Test
    void aSelectionOutsideIsRefused() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.setRoi(new Roi(40, 40, 5, 5));
        assertTrue(refused(image).contains("selection of 'noise.tif'"));
    }

    @Test
    void noImageAndNoPixelsAreRefused() {
        assertEquals("image: no image is open, and none is given", refused(null));
        assertTrue(refused(new ImagePlus()).contains("0×0"));
    }

    @Test
    void whatIsNotFiniteIsCountedAndPlaced() {
        ImagePlus image = Pictures.hyperstack(32, 2, 3, 2);
        image.getStack().getProcessor(image.getStackIndex(2, 1, 2)).setf(4, 5, Float.NaN);
        image.getStack().getProcessor(image.getStackIndex(1, 3, 2)).setf(0, 0, Float.NEGATIVE_INFINITY);
        String sentence = refused(image);
        assertTrue(sentence.contains(": 2 of the values"), sentence);
        assertTrue(sentence.contains("NaN at x=4, y=5, channel 2, slice 1, frame 2"), sentence);
    }

    @Test
    void whatIsNotFiniteOutsideTheSelectionDoesNotMatter() {
        ImagePlus image = Pictures.noise(32, 10, 10);
        image.getProcessor().setf(9, 9, Float.NaN);
        image.setRoi(0, 0, 9, 9);
        assertTrue(Double.isFinite(InputImage.of(image).range().span()));
    }

    @Test
    void aConstantKeepsItsUnit() {
        ImagePlus image = new ImagePlus("seven", new FloatProcessor(3, 3, new float[] {7, 7, 7, 7, 7, 7, 7, 7, 7}));
        InputPlane plane = InputImage.of(image).plane(1, 1);
        assertEquals(0f, plane.x().getAt(1, 1, 0).get());
        assertEquals(7, plane.restored(0, 0));
    }

    @Test
    void theNameIsTheTitleWithoutItsEnding() {
        assertEquals("noise", InputImage.of(Pictures.noise(8, 3, 3)).name());
        ImagePlus image = Pictures.noise(8, 3, 3);
        image.setTitle("sample 3.5 mM");
        assertEquals("sample 3.5 mM", InputImage.of(image).name());
        image.setTitle(".tif");
        assertEquals(".tif", InputImage.of(image).name());
    }

    private static String refused(ImagePlus image) {
        return assertThrows(IllegalArgumentException.class, () -> InputImage.of(image))
                .getMessage();
    }
}

package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ImgUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A perfect reconstruction is the image itself, in everything. */
class ReconstructionStackTest {

    @ParameterizedTest
    @CsvSource({"8,1,1,1", "8,2,3,2", "16,1,4,1", "16,3,1,2", "32,1,1,1", "32,2,2,2", "24,1,1,1", "24,1,3,2"})
    void theOwnTypeComesBackToThePixel(int bits, int channels, int slices, int frames) {
        ImagePlus image = Pictures.hyperstack(bits, channels, slices, frames);
        ImagePlus result = perfect(image, false);
        assertEquals(image.getType(), result.getType());
        assertLooksLike(image, result);
        for (int i = 1; i <= image.getStackSize(); i++) {
            ImageProcessor expected = image.getStack().getProcessor(i);
            ImageProcessor actual = result.getStack().getProcessor(i);
            for (int p = 0; p < expected.getPixelCount(); p++) {
                if (bits == 32) assertEquals(expected.getf(p), actual.getf(p), 1e-3);
                else assertEquals(expected.get(p), actual.get(p));
            }
            assertEquals(image.getStack().getSliceLabel(i), result.getStack().getSliceLabel(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void exactResultsAreFloats(int bits) {
        ImagePlus image = Pictures.hyperstack(bits, 2, 2, 1);
        ImagePlus result = perfect(image, true);
        assertEquals(32, result.getBitDepth());
        assertLooksLike(image, result);
        for (int i = 1; i <= 4; i++)
            assertEquals(
                    image.getStack().getProcessor(i).getf(5, 6),
                    result.getStack().getProcessor(i).getf(5, 6),
                    bits == 16 ? 0.01 : 1e-3);
    }

    @Test
    void exactColoursAreThreeFloatChannels() {
        ImagePlus image = Pictures.hyperstack(24, 1, 2, 1);
        ImagePlus result = perfect(image, true);
        assertArrayEquals(new int[] {17, 13, 3, 2, 1}, result.getDimensions());
        assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) result).getMode());
        int colour = image.getStack().getProcessor(2).get(3, 4);
        for (int c = 0; c < 3; c++)
            assertEquals(
                    colour >> 16 - 8 * c & 255,
                    result.getStack()
                            .getProcessor(result.getStackIndex(c + 1, 2, 1))
                            .getf(3, 4),
                    1e-3);
        LUT blue = result.getLuts()[2];
        assertEquals(0xff0000ff, blue.getRGB(255));
        assertEquals(255, blue.max);
    }

    @Test
    void valuesAreRoundedAndClamped() {
        InputImage input = InputImage.of(new ImagePlus("grey", new ij.process.ByteProcessor(4, 1, new byte[4])));
        Img<FloatType> x = ArrayImgs.floats(new float[] {-3f, 0.6f / 255, 254.4f / 255, 9f}, 4, 1, 1);
        ReconstructionStack stack = new ReconstructionStack(input, false);
        stack.put(1, 1, input.plane(1, 1), x);
        assertArrayEquals(new byte[] {0, 1, (byte) 254, (byte) 255}, (byte[])
                stack.image("r").getProcessor().getPixels());
    }

    @Test
    void aSelectionsResultLiesWhereTheSelectionIs() {
        ImagePlus image = Pictures.noise(16, 30, 20);
        image.setRoi(8, 3, 15, 10);
        ImagePlus result = perfect(image, false);
        assertArrayEquals(new int[] {15, 10, 1, 1, 1}, result.getDimensions());
        assertEquals(image.getProcessor().get(9, 5), result.getProcessor().get(1, 2));
        // The same place has the same calibrated coordinates in both images.
        assertEquals(image.getCalibration().getX(9), result.getCalibration().getX(1), 1e-12);
        assertEquals(image.getCalibration().getY(5), result.getCalibration().getY(2), 1e-12);
    }

    @Test
    void greyValuesOfACalibratedImageStayTheSame() {
        ImagePlus image = Pictures.noise(8, 9, 9);
        image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-5, 2}, "OD");
        double grey = image.getCalibration().getCValue(image.getProcessor().get(3, 3));
        ImagePlus exact = perfect(image, true);
        assertEquals(grey, exact.getProcessor().getf(3, 3), 1e-3);
        ImagePlus same = perfect(image, false);
        assertEquals(grey, same.getCalibration().getCValue(same.getProcessor().get(3, 3)), 1e-9);
    }

    @Test
    void anInvertingTableIsKept() {
        ImagePlus image = Pictures.noise(8, 9, 9);
        image.getProcessor().invertLut();
        image.setDisplayRange(20, 99);
        ImagePlus result = perfect(image, false);
        assertTrue(result.isInvertedLut());
        assertEquals(20, result.getDisplayRangeMin());
        assertEquals(99, result.getDisplayRangeMax());
    }

    private static void assertLooksLike(ImagePlus image, ImagePlus result) {
        assertArrayEquals(image.getDimensions(), result.getDimensions());
        assertEquals(image.isHyperStack(), result.isHyperStack());
        assertEquals(image.isComposite(), result.isComposite());
        Calibration expected = image.getCalibration();
        Calibration actual = result.getCalibration();
        assertTrue(expected.equals(actual), expected + " but " + actual);
        assertEquals(expected.frameInterval, actual.frameInterval);
        assertEquals(image.getDisplayRangeMin(), result.getDisplayRangeMin());
        assertEquals(image.getDisplayRangeMax(), result.getDisplayRangeMax());
        if (!image.isComposite()) return;
        for (int c = 0; c < image.getNChannels(); c++) {
            assertEquals(image.getLuts()[c].getRGB(200), result.getLuts()[c].getRGB(200));
            assertEquals(image.getLuts()[c].min, result.getLuts()[c].min);
            assertEquals(image.getLuts()[c].max, result.getLuts()[c].max);
        }
    }

    private static ImagePlus perfect(ImagePlus image, boolean exact) {
        InputImage input = InputImage.of(image);
        ReconstructionStack stack = new ReconstructionStack(input, exact);
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) {
                InputPlane plane = input.plane(z, t);
                Img<FloatType> x = ArrayImgs.floats(plane.x().dimensionsAsLongArray());
                ImgUtil.copy(plane.x(), x);
                stack.put(z, t, plane, x);
            }
        return stack.image("result");
    }
}

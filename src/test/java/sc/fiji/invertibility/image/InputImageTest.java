package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.plugin.LutLoader;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.Rectangle;
import java.awt.image.IndexColorModel;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

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
    void aSelectionWithoutAreaIsIgnoredAndSaidSo() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        for (Roi selection : List.of(new Line(2, 3, 20, 9), new PointRoi(5, 6))) {
            image.setRoi(selection);
            InputImage input = InputImage.of(image);
            assertEquals(new Rectangle(30, 20), input.region());
            assertEquals(
                    List.of("image: the selection of 'noise.tif' has no area, so the whole image is taken"),
                    input.remarks());
        }
    }

    @Test
    void aSelectionIsCalledOneInMessages() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.setRoi(1, 1, 4, 4);
        FilterBank bank = GaussianFilters.unitNorm(2, 1, 5, 1);
        PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 100);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> LayerFit.check(InputImage.of(image), bank, model))
                .getMessage();
        assertTrue(message.endsWith("do not fit into the 4×4 pixels of the selection of 'noise.tif'"), message);
    }

    /** The other side of each value is computed from a view of the image. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void planesHoldTheScaledValuesOfTheSelection(int bits) {
        ImagePlus image = Pictures.noise(bits, 31, 70);
        image.setRoi(3, 5, 17, 61);
        InputImage input = InputImage.of(image);
        List<RandomAccessibleInterval<DoubleType>> raw = input.samples(1, 1);
        InputPlane plane = input.plane(1, 1);
        assertEquals(raw.size(), plane.x().dimension(2));
        for (int c = 0; c < raw.size(); c++) {
            double mean = 0;
            for (DoubleType value : Views.flatIterable(raw.get(c)))
                mean += input.range().scaled(value.get()) / (17 * 61);
            for (int y = 0; y < 61; y++)
                for (int x = 0; x < 17; x++)
                    assertEquals(
                            input.range().scaled(raw.get(c).getAt(x, y).get()) - mean,
                            plane.x().getAt(x, y, c).get(),
                            1e-7);
        }
    }

    /** To the last bit, in whatever way the image lies on the heap. */
    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24})
    void integersAreHandedOnWithTheValuesThatTheyStandFor(int bits) {
        for (ImagePlus image : List.of(
                Pictures.noise(bits, 31, 70), Pictures.hyperstack(bits, bits == 24 ? 1 : 2, 3, 2), virtual(bits)))
            for (Roi selection :
                    List.of(new Roi(3, 5, 9, 7), new Roi(0, 2, image.getWidth(), 1), new Roi(8, 8, 1, 1))) {
                image.setRoi(selection);
                InputImage input = InputImage.of(image);
                List<RandomAccessibleInterval<DoubleType>> raw = input.samples(input.slices(), input.frames());
                RandomAccessibleInterval<FloatType> x =
                        input.plane(input.slices(), input.frames()).x();
                assertInstanceOf(IndexedImage.class, x);
                for (int c = 0; c < raw.size(); c++) {
                    double sum = 0;
                    for (DoubleType value : Views.flatIterable(raw.get(c))) sum += value.get();
                    double mean = input.range().scaled(sum / (x.dimension(0) * x.dimension(1)));
                    for (int row = 0; row < x.dimension(1); row++)
                        for (int column = 0; column < x.dimension(0); column++)
                            assertEquals(
                                    (float) (input.range()
                                                    .scaled(raw.get(c)
                                                            .getAt(column, row)
                                                            .get())
                                            - mean),
                                    x.getAt(column, row, c).get());
                }
            }
    }

    /** A stack whose slices are made when they are asked for. */
    private static ImagePlus virtual(int bits) {
        ImageStack slices = Pictures.hyperstack(bits, 1, 2, 1).getStack();
        ImagePlus image = new ImagePlus(
                "virtual.tif",
                new LazyStack(17, 13, bits, 2, n -> slices.getProcessor(n).duplicate(), n -> "slice " + n));
        assertTrue(image.getStack().isVirtual());
        return image;
    }

    @Test
    void anImageOfFloatsIsCopied() {
        ImagePlus image = Pictures.noise(32, 31, 20);
        RandomAccessibleInterval<FloatType> x = InputImage.of(image).plane(1, 1).x();
        float before = x.getAt(4, 4, 0).get();
        image.getProcessor().setf(4, 4, 100);
        assertEquals(before, x.getAt(4, 4, 0).get());
    }

    @Test
    void aLargePlaneHoldsTheValuesOfItsParts() {
        int side = 2368;
        ImageStack stack = new ImageStack(side, side);
        for (int c = 0; c < 3; c++)
            stack.addSlice(Pictures.noise(32, side, side).getProcessor());
        ImagePlus large = new ImagePlus("large.tif", stack);
        large.setDimensions(3, 1, 1);
        InputPlane whole = InputImage.of(large).plane(1, 1);
        assertTrue(3L * side * side > InputPlane.MOST_TOGETHER);
        large.setRoi(200, 2000, 30, 20);
        InputPlane part = InputImage.of(large).plane(1, 1);
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < 20; y++)
                for (int x = 0; x < 30; x++)
                    assertEquals(
                            part.restored(part.x().getAt(x, y, c).get(), c),
                            whole.restored(whole.x().getAt(200 + x, 2000 + y, c).get(), c),
                            1e-4);
    }

    @Test
    void theNumbersOfAPaletteAreTakenAsColours() {
        byte[] red = new byte[256], green = new byte[256], blue = new byte[256];
        new Random(1).nextBytes(red);
        new Random(2).nextBytes(green);
        new Random(3).nextBytes(blue);
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.getProcessor().setColorModel(new IndexColorModel(8, 256, red, green, blue));
        image.setProcessor(image.getProcessor());
        InputImage input = InputImage.of(image);
        assertEquals(3, input.channels());
        assertEquals(List.of("image: the palette colours of 'noise.tif' are taken as RGB"), input.remarks());
        int index = image.getProcessor().get(7, 4);
        assertEquals(green[index] & 255, input.samples(1, 1).get(1).getAt(7, 4).get());
        assertEquals(0.25, input.image().getCalibration().pixelWidth);
        assertEquals(8, image.getBitDepth(), "the image itself stays as it is");
    }

    @Test
    void aLookUpTableFromDarkToBrightIsNoPalette() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.setLut(new LUT(LutLoader.getLut("fire"), 0, 255));
        assertTrue(image.getProcessor().isColorLut());
        assertEquals(1, InputImage.of(image).channels());
    }

    @Test
    void anImageThatWasClosedIsRefusedWithItsName() {
        ImagePlus image = Pictures.noise(8, 30, 20);
        image.flush();
        String message = assertThrows(IllegalArgumentException.class, () -> InputImage.of(image))
                .getMessage();
        assertEquals("image: 'noise.tif' was closed meanwhile, expected an open image", message);
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

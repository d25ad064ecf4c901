package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.measure.RipQuantity;

/** A preview shows what the window would show. */
class PreviewTest {

    private static final int SIDE = 300;

    /** A histogram for each quantity of Model-RIP..., those of figure 2 (b) and (c) among them. */
    @Test
    void thereIsRoomForEachQuantityOfTheModelRip() {
        int quantities = RipQuantity.values().length;
        assertEquals(
                quantities,
                ShownPlanes.of(1, quantities, Preview.MOST_TILES).slices().size());
    }

    @Test
    void aPictureKeepsItsSizeRangeAndColours() {
        ImagePlus ramp = ramp(0, 100);
        ramp.setDisplayRange(0, 100);
        ramp.setLut(LUT.createLutFromColor(Color.RED));
        BufferedImage preview = Preview.of(ramp);
        assertEquals(SIDE, preview.getWidth());
        assertEquals(SIDE, preview.getHeight());
        assertEquals(0xff000000, preview.getRGB(0, 7));
        assertEquals(0xffff0000, preview.getRGB(SIDE - 1, 7));
    }

    @Test
    void overlaysAreDrawnOnTheirOwnSliceAlone() {
        ImagePlus pair = stack(2);
        Roi roi = new Roi(10, 10, 40, 40);
        roi.setFillColor(Color.GREEN);
        roi.setPosition(2);
        pair.setOverlay(new Overlay(roi));
        BufferedImage sheet = Preview.of(pair);
        assertEquals(1, greenRegions(sheet));
        assertEquals(2, pair.getOverlay().get(0).getPosition(), "the overlay itself stays as it was");
    }

    @Test
    void aRangeThatMissesAllValuesIsNotShownBlack() {
        ImagePlus negative = ramp(-5, -1);
        negative.setDisplayRange(0, 1);
        assertTrue(brightest(Preview.of(negative)) > 200);
        ImagePlus constant = ramp(3, 3);
        assertTrue(brightest(Preview.of(constant)) > 50);
        assertEquals(0, negative.getDisplayRangeMin(), "the image itself stays as it was");
    }

    @Test
    void aMapOfZerosIsAsBlackAsTheZerosOfOthers() {
        ImagePlus silent = ramp(0, 0);
        silent.setDisplayRange(0, 4);
        assertEquals(0, brightest(Preview.of(silent)));
    }

    /** As its window does; of an image of one value, ImageJ's display range has no extent. */
    @ParameterizedTest
    @CsvSource({"0, 0", "7, 128", "-3, 128", "1e-30, 128", "1e38, 128", "-1e38, 128", "NaN, 0"})
    void anImageOfZerosIsBlackAndOneOfAnotherValueGrey(float value, int grey) {
        BufferedImage preview = Preview.of(ramp(value, value));
        assertEquals(grey, preview.getRGB(SIDE / 2, SIDE / 2) & 255, 1);
        ImagePlus beside = stack(2);
        beside.getStack().setProcessor(ramp(value, value).getProcessor(), 1);
        beside.getStack().setProcessor(ramp(5, 10).getProcessor(), 2);
        beside.setDisplayRange(5, 10);
        if (value == 0) assertEquals(0, Preview.of(beside).getRGB(50, 50) & 255, "below the range of a stack, too");
    }

    @Test
    void labelsOfAHyperstackTellThePlaneToo() {
        ImagePlus errors = stack(6);
        for (int i = 1; i <= 6; i++) errors.getStack().setSliceLabel("filter " + (i - 1) % 3, i);
        errors.setDimensions(3, 1, 2);
        BufferedImage told = Preview.of(errors);
        for (int i = 1; i <= 6; i++)
            errors.getStack().setSliceLabel("t " + ((i + 2) / 3) + ", filter " + (i - 1) % 3, i);
        errors.setDimensions(1, 6, 1);
        assertArrayEquals(pixels(Preview.of(errors)), pixels(told));
    }

    @Test
    void labelsOfVeryNarrowImagesAreReadable() {
        ImagePlus narrow = IJ.createImage("narrow", "8-bit black", 5, 600, 2);
        for (int i = 1; i <= 2; i++) narrow.getStack().setSliceLabel("i i", i);
        BufferedImage few = Preview.of(narrow);
        for (int i = 1; i <= 2; i++) narrow.getStack().setSliceLabel("relative error", i);
        BufferedImage more = Preview.of(narrow);
        assertEquals(few.getHeight(), more.getHeight(), "two words have one line");
        assertTrue(dark(more) > 2 * dark(few), "all letters are there: " + dark(few) + ", " + dark(more));
    }

    @Test
    void channelsShownTogetherAreOnePicture() {
        ImagePlus two = stack(2);
        two.setDimensions(2, 1, 1);
        CompositeImage composite = new CompositeImage(two, CompositeImage.COMPOSITE);
        BufferedImage preview = Preview.of(composite);
        assertEquals(SIDE, preview.getWidth());
        Color end = new Color(preview.getRGB(SIDE - 1, 9));
        assertTrue(end.getRed() > 200 && end.getGreen() > 200, "red and green together: " + end);
    }

    @Test
    void manyPlanesBecomeASheetOfSixteen() {
        BufferedImage sheet = Preview.of(stack(100));
        assertTrue(sheet.getWidth() > 4 * SIDE && sheet.getWidth() < 5 * SIDE, sheet.getWidth() + " wide");
        assertTrue(sheet.getHeight() > 4 * SIDE && sheet.getHeight() < 5 * SIDE, sheet.getHeight() + " high");
    }

    @Test
    void planesThatAreRowsOfPicturesStayReadable() {
        BufferedImage sheet = Preview.of(IJ.createImage("row", "RGB white", 1150, 250, 3));
        assertTrue(sheet.getWidth() >= 1150 && sheet.getWidth() < 1200, sheet.getWidth() + " wide");
        assertTrue(sheet.getHeight() > 3 * 250 && sheet.getHeight() < 4 * 250, sheet.getHeight() + " high");
    }

    @Test
    void tinyImagesAreEnlargedAndHugeOnesReduced() {
        assertEquals(
                256, Preview.of(IJ.createImage("dot", "32-bit black", 1, 1, 1)).getWidth());
        BufferedImage huge = Preview.of(IJ.createImage("huge", "8-bit ramp", 5000, 100, 1));
        assertEquals(2048, huge.getWidth());
        assertEquals(41, huge.getHeight());
        assertNotEquals(huge.getRGB(10, 5), huge.getRGB(2000, 5));
    }

    private static ImagePlus ramp(double from, double to) {
        FloatProcessor pixels = new FloatProcessor(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) pixels.setf(x, y, (float) (from + (to - from) * x / (SIDE - 1)));
        return new ImagePlus("ramp", pixels);
    }

    private static ImagePlus stack(int planes) {
        ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int i = 0; i < planes; i++)
            stack.addSlice("plane " + (i + 1), ramp(0, 1).getProcessor());
        return new ImagePlus("stack", stack);
    }

    private static int greenRegions(BufferedImage sheet) {
        boolean[] left = new boolean[2];
        for (int y = 0; y < sheet.getHeight(); y++)
            for (int x = 0; x < sheet.getWidth(); x++)
                if (sheet.getRGB(x, y) == Color.GREEN.getRGB()) left[2 * x / sheet.getWidth()] = true;
        return (left[0] ? 1 : 0) + (left[1] ? 1 : 0);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** Dark pixels beneath the pictures, which are 400 pixels high. */
    private static long dark(BufferedImage sheet) {
        int above = 415 * sheet.getWidth();
        return Arrays.stream(pixels(sheet))
                .skip(above)
                .filter(rgb -> (rgb & 0xff) < 128)
                .count();
    }

    private static int brightest(BufferedImage image) {
        return Arrays.stream(pixels(image)).map(rgb -> rgb >> 8 & 0xff).max().orElseThrow();
    }
}

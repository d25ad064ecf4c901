package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchOverlayTest {

    private static final int GREY = 60;

    @Test
    void aWinnersCornerLightsUpAndTheRestStays() {
        ImageProcessor seen = corner(40, 30).flatten().getProcessor();
        assertTrue(red(seen, 39, 0) > 200, "the corner is lit");
        for (int[] dark : new int[][] {{0, 0}, {0, 29}, {39, 29}, {38, 0}, {39, 1}})
            assertEquals(GREY, red(seen, dark[0], dark[1]), "x=" + dark[0] + ", y=" + dark[1]);
    }

    @Test
    void filesAndDuplicatesShowTheSame(@TempDir Path folder) {
        ImagePlus switches = corner(200, 170);
        ImageProcessor seen = switches.flatten().getProcessor();
        String file = folder.resolve("switches.tif").toString();
        new FileSaver(switches).saveAsTiff(file);
        for (ImagePlus copy : new ImagePlus[] {switches.duplicate(), new Opener().openImage(file)}) {
            ImageProcessor again = copy.flatten().getProcessor();
            assertEquals(red(seen, 199, 0), red(again, 199, 0), 2);
            assertEquals(GREY, red(again, 100, 80));
            assertEquals(switches.getOverlay().size(), copy.getOverlay().size());
        }
    }

    @Test
    void largerSharesAreStronger() {
        ImagePlus image = grey(3, 1);
        SwitchOverlay overlay = new SwitchOverlay(InputImage.of(image));
        overlay.put(1, 1, ArrayImgs.floats(new float[] {0.01f, 0.3f, 0.6f}, 3, 1));
        ImageProcessor seen = overlay.image("s").flatten().getProcessor();
        assertEquals(GREY, red(seen, 0, 0), 10, "a small share hardly shows");
        assertTrue(red(seen, 2, 0) > red(seen, 1, 0) && red(seen, 1, 0) > red(seen, 0, 0));
    }

    @Test
    void aTinyImageHasNoLegend() {
        assertEquals(0, legendParts(corner(60, 60)));
        assertEquals(4, legendParts(corner(128, 128)), "box, bar and two numbers");
        assertEquals(6, legendParts(corner(300, 300)), "and a caption and the middle");
    }

    @Test
    void theLegendLeavesTheImageToBeSeen() {
        for (int[] size : new int[][] {{60, 60}, {64, 500}, {128, 128}, {160, 160}, {200, 200}, {300, 300}, {768, 512}})
            for (Roi part : corner(size[0], size[1]).getOverlay())
                if ("legend".equals(part.getName()))
                    assertTrue(
                            8.0 * part.getBounds().width * part.getBounds().height <= size[0] * size[1],
                            size[0] + "×" + size[1] + ": " + part);
    }

    @Test
    void theLegendLiesInsideTheImage() {
        for (int[] size : new int[][] {
            {64, 64}, {64, 500}, {128, 128}, {159, 3000}, {160, 160}, {301, 203}, {768, 512}, {200, 900}, {3000, 2000}
        })
            for (Roi part : corner(size[0], size[1]).getOverlay())
                assertTrue(
                        new java.awt.Rectangle(size[0], size[1]).contains(part.getBounds()),
                        size[0] + "×" + size[1] + ": " + part);
    }

    @Test
    void everyPlaneOfAHyperstackHasItsOwnColours() {
        ImagePlus image = Pictures.hyperstack(8, 2, 3, 2);
        InputImage input = InputImage.of(image);
        SwitchOverlay overlay = new SwitchOverlay(input);
        for (int t = 1; t <= 2; t++)
            for (int z = 1; z <= 3; z++) {
                float[] shares = new float[17 * 13];
                Arrays.fill(shares, 0.5f);
                overlay.put(z, t, ArrayImgs.floats(shares, 17, 13));
            }
        for (Roi roi : overlay.image("s").getOverlay()) {
            assertTrue(roi instanceof ImageRoi && roi.getCPosition() == 0);
            assertTrue(roi.getZPosition() >= 1 && roi.getTPosition() >= 1, roi.toString());
            Roi copy = (Roi) roi.clone();
            assertEquals(roi.getZPosition(), copy.getZPosition());
            assertEquals(roi.getTPosition(), copy.getTPosition());
        }
    }

    /** ImageJ calls channels alone no hyperstack, and a position would be that of one channel. */
    @Test
    void theColoursOfASinglePlaneShowOverAllOfItsChannels() {
        ImagePlus image = Pictures.hyperstack(8, 3, 1, 1);
        SwitchOverlay overlay = new SwitchOverlay(InputImage.of(image));
        overlay.put(1, 1, ArrayImgs.floats(new float[17 * 13], 17, 13));
        for (Roi roi : overlay.image("s").getOverlay()) {
            assertEquals(0, roi.getPosition());
            assertEquals(0, roi.getCPosition());
        }
    }

    @Test
    void theScaleEndsAtARoundPercentage() {
        PercentScale.Counts counts = new PercentScale.Counts();
        byte[] levels = new byte[10_000];
        Arrays.fill(levels, (byte) PercentScale.level(0.4f));
        levels[0] = (byte) 255;
        counts.add(levels);
        assertEquals(new PercentScale(40, true), counts.scale());
        assertEquals(1, new PercentScale(40, true).fraction(255));
    }

    private static ImagePlus corner(int width, int height) {
        SwitchOverlay overlay = new SwitchOverlay(InputImage.of(grey(width, height)));
        float[] shares = new float[width * height];
        shares[width - 1] = 0.75f;
        overlay.put(1, 1, ArrayImgs.floats(shares, width, height));
        return overlay.image("switches");
    }

    private static ImagePlus grey(int width, int height) {
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) GREY);
        return new ImagePlus("grey", new ByteProcessor(width, height, pixels));
    }

    private static int red(ImageProcessor image, int x, int y) {
        return new Color(image.get(x, y)).getRed();
    }

    private static long legendParts(ImagePlus image) {
        return StreamSupport.stream(image.getOverlay().spliterator(), false)
                .filter(roi -> "legend".equals(roi.getName()))
                .count();
    }
}

package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The legend of a stack of switches says which colour is which place in a block. */
class PositionLegendTest {

    /** Blocks of 17×17 have more places than there are colours. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 15, 16, 17})
    void itsColoursAreThoseOfTheSwitches(int block) {
        ImagePlus switches = switches(block, 256, 256);
        ImageProcessor legend = block(switches).getProcessor();
        int cell = legend.getWidth() / block;
        switches.setOverlay(null);
        ImageProcessor seen = switches.flatten().getProcessor();
        for (int row = 0; row < block; row++)
            for (int column = 0; column < block; column++)
                assertEquals(
                        seen.get((row * block + column) % 256, (row * block + column) / 256) & 0xffffff,
                        legend.getPixel(column * cell, row * cell) & 0xffffff,
                        "row " + row + ", column " + column);
    }

    @Test
    void itHasWordsWhereThereIsRoomAndIsNotThereInTinyImages() {
        assertEquals(4, switches(2, 256, 256).getOverlay().size(), "box, block and two lines");
        assertEquals(2, switches(2, 64, 64).getOverlay().size(), "box and block");
        assertEquals(0, switches(2, 20, 20).getOverlay().size());
    }

    @ParameterizedTest
    @CsvSource({"2, 300, 200", "4, 128, 128", "8, 90, 200", "3, 64, 64"})
    void itLiesInTheLowerLeftAndLeavesTheSwitchesToBeSeen(int block, int width, int height) {
        Overlay overlay = switches(block, width, height).getOverlay();
        Rectangle box = overlay.get(0).getBounds();
        assertTrue(box.getWidth() * box.getHeight() <= width * height / 8.0, box::toString);
        assertTrue(box.getCenterX() < width / 2.0 && box.getCenterY() > height / 2.0, box::toString);
        assertTrue(new Rectangle(width, height).contains(box), box::toString);
        for (Roi part : overlay) {
            assertEquals(0, part.getPosition(), "in all slices");
            if (!(part instanceof TextRoi)) assertTrue(box.contains(part.getBounds()), part::toString);
        }
    }

    private static ImageRoi block(ImagePlus switches) {
        return (ImageRoi) Arrays.stream(switches.getOverlay().toArray())
                .filter(ImageRoi.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** Switches of one filter, the first of which are 1, 2, … */
    private static ImagePlus switches(int block, int width, int height) {
        ImagePlus image = IJ.createImage("image", "8-bit black", width * block, height * block, 1);
        SwitchStack stack = new SwitchStack(InputImage.of(image), block, 1, 1, 1);
        short[] positions = new short[width * height];
        for (int i = 0; i < Math.min(width * height, block * block); i++) positions[i] = (short) (i + 1);
        stack.put(1, 1, ArrayImgs.unsignedShorts(positions, width, height, 1));
        return stack.image("switches");
    }
}

package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void aPieceLooksLikeItDoesInTheWhole(int bits) {
        ImagePlus image = Pictures.noise(bits, 40, 30);
        image.setDisplayRange(10, 200);
        ImagePlus piece =
                InputImage.of(image).excerpt(1, 1, new Rectangle(7, 5, 20, 11)).image();
        ImageProcessor shown = image.getProcessor().convertToRGB(),
                cut = piece.getProcessor().convertToRGB();
        for (int y = 0; y < 11; y++) for (int x = 0; x < 20; x++) assertEquals(shown.get(7 + x, 5 + y), cut.get(x, y));
        assertEquals(image.getCalibration().xOrigin - 7, piece.getCalibration().xOrigin);
        assertEquals(image.getCalibration().pixelWidth, piece.getCalibration().pixelWidth);
    }

    @Test
    void onePlaneIsTakenWithAllItsChannels() {
        ImagePlus image = Pictures.hyperstack(16, 3, 2, 2);
        ImagePlus piece =
                InputImage.of(image).excerpt(2, 1, new Rectangle(0, 0, 17, 13)).image();
        assertArrayEquals(new int[] {17, 13, 3, 1, 1}, piece.getDimensions());
        for (int c = 1; c <= 3; c++)
            assertArrayEquals((short[]) image.getStack().getPixels(image.getStackIndex(c, 2, 1)), (short[])
                    piece.getStack().getPixels(c));
        assertArrayEquals(image.getLuts(), piece.getLuts());
    }

    @Test
    void aThumbnailIsAsLargeAsAskedForAndLooksLikeTheWhole() {
        ImagePlus image = Pictures.hyperstack(8, 2, 2, 1);
        ImagePlus small = InputImage.of(image).thumbnail(2, 1, 8);
        assertArrayEquals(new int[] {8, 6, 2, 1, 1}, small.getDimensions());
        assertArrayEquals(image.getLuts(), small.getLuts());
        assertEquals(17, InputImage.of(image).thumbnail(1, 1, 1000).getWidth(), "nothing is enlarged");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41})
    void aPieceLiesWithin(int width) {
        InputImage image = InputImage.of(Pictures.noise(8, 40, 30));
        assertThrows(IllegalArgumentException.class, () -> image.excerpt(1, 1, new Rectangle(0, 0, width, 3)));
    }
}

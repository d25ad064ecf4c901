package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Previews, as Java's own reader, which checks every chunk's sum, reads them. */
class PngFileTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "9,1", "37,21", "640,301"})
    void everyPixelIsReadBack(int width, int height, @TempDir Path folder) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) picture.setRGB(x, y, y % 2 == 0 ? random.nextInt(1 << 24) : 0x10203 * x);
        Path file = folder.resolve("picture.png");
        PngFile.write(picture, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(width, read.getWidth());
        assertEquals(height, read.getHeight());
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) assertEquals(picture.getRGB(x, y), read.getRGB(x, y), "at " + x + ", " + y);
    }
}

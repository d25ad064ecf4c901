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

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "9,1", "37,21", "640,301"})
    void everyPixelIsReadBack(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(width);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) picture.setRGB(x, y, y % 2 == 0 ? random.nextInt(1 << 24) : 0x10203 * x);
        assertReadBack(picture);
    }

    /** 256 colours have a palette, and one more has none; greys and transparency are among them. */
    @ParameterizedTest
    @CsvSource({"1", "2", "255", "256", "257", "300"})
    void everyColourIsReadBack(int colours) throws IOException {
        BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
        Random random = new Random(colours);
        int[] table =
                random.ints(colours, 0, 1 << 24).map(rgb -> rgb | 0xff000000).toArray();
        table[0] = 0xff000000;
        for (int i = 0; i < 40 * 30; i++) picture.setRGB(i % 40, i / 40, table[i % colours]);
        assertReadBack(picture);
        for (int i = 0; i < 40 * 30; i++) picture.setRGB(i % 40, i / 40, 0xff000000 | 0x10101 * (i % colours / 2));
        assertReadBack(picture);
    }

    private void assertReadBack(BufferedImage picture) throws IOException {
        Path file = folder.resolve("picture.png");
        PngFile.write(picture, file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(picture.getWidth(), read.getWidth());
        assertEquals(picture.getHeight(), read.getHeight());
        for (int y = 0; y < read.getHeight(); y++)
            for (int x = 0; x < read.getWidth(); x++)
                assertEquals(picture.getRGB(x, y), read.getRGB(x, y), "at " + x + ", " + y);
    }
}

package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFilesTest {

    @TempDir
    Path folder;

    private String described(String name, String... files) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        for (String file : files) Files.writeString(root.resolve(file.substring(0, 5)), file);
        return ExampleFiles.of(root).described();
    }

    @Test
    void aLinkToNothingIsNamedAndNotForgotten() throws IOException {
        Path root = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(root.resolve("gone.png"), folder.resolve("nowhere.png"));
        ExampleFiles files = ExampleFiles.of(root);
        assertEquals("gone.png", files.name(0));
        assertEquals(
                "no such file",
                assertThrows(IOException.class, () -> files.read(0)).getMessage());
    }

    @Test
    void aJpegOfFourInksIsRefusedAsImageJDoes() throws IOException {
        Path root = Files.createDirectories(folder.resolve("inks"));
        File file = root.resolve("cmyk.jpg").toFile();
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        String expected =
                assertThrows(IOException.class, () -> ImageFiles.open(file)).getMessage();
        assertEquals(
                expected,
                assertThrows(IOException.class, () -> ExampleFiles.of(root).read(0))
                        .getMessage());
    }

    @Test
    void filesAreToldFromOthersByTheirNamesAndSizesWhereverTheyAre() throws IOException {
        String files = described("a", "1.png", "2.png");
        assertEquals(files, described("moved", "1.png", "2.png"));
        assertNotEquals(files, described("renamed", "1.png", "3.png"));
        assertNotEquals(files, described("same names", "1.png", "2.png and more"));
        assertTrue(files.startsWith("2 images ("), files);
    }
}

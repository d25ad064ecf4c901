package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Small images in a folder, some of them broken. */
final class TestImages {

    private TestImages() {}

    /** Saves so many images; each one whose number ends in the digit 7 is broken if they are to be. */
    static Path save(Path folder, int count, boolean broken) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format("image-%04d.tif", i));
            if (broken && i % 10 == 7) {
                Files.writeString(file, "this is no image " + i);
                continue;
            }
            byte[] pixels = new byte[24 * 20];
            new Random(i).nextBytes(pixels);
            assertTrue(new FileSaver(new ImagePlus("image", new ByteProcessor(24, 20, pixels)))
                    .saveAsTiff(file.toString()));
        }
        return folder;
    }
}

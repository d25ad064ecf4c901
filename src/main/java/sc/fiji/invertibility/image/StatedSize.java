package sc.fiji.invertibility.image;

import java.io.File;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The size that the header of a PNG, JPEG, GIF or BMP tells. ImageJ calls it unreadable whether such a file is damaged
 * or only larger than Java's memory.
 */
final class StatedSize {

    /** From this part of the memory on, a pixel's bytes and what reading needs besides may be too much. */
    private static final int SMALL_PART = 16;

    private StatedSize() {}

    /** Why a file that could not be read may be too large; nothing if it is not, or tells no size. */
    static Optional<String> tooLarge(File file) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(file)) {
            if (stream == null) return Optional.empty();
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) return Optional.empty();
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return tooLarge(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<String> tooLarge(int width, int height) {
        long memory = Runtime.getRuntime().maxMemory();
        return (long) width * height < memory / SMALL_PART
                ? Optional.empty()
                : Optional.of("damaged, or its " + width + "×" + height + " pixels are too many for the "
                        + (memory >> 20) + " MiB of memory that Java may use");
    }
}

package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/** Reference data next to a checkout, on machines that have it; tests skip where it is absent. */
public final class Shared {

    private static final Path FOLDER = Path.of("..", "shared");

    private Shared() {}

    /**
     * Finds a file, or skips the running test.
     *
     * @param path its path below the folder of reference data
     * @return the file
     */
    public static Path file(String path) {
        Path file = FOLDER.resolve(path);
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is absent");
        return file;
    }

    /**
     * Reads a float32 array of an .npz file, row-major.
     *
     * @param path the file's path below the folder of reference data
     * @param name the array's name
     * @return its values
     */
    public static float[] array(String path, String name) {
        try (ZipFile zip = new ZipFile(file(path).toFile())) {
            byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int header = buffer.getShort(8);
            String description = new String(bytes, 10, header, StandardCharsets.US_ASCII);
            if (!description.contains("'<f4'") || !description.contains("'fortran_order': False"))
                throw new IOException("not a row-major float32 array: " + description);
            float[] values = new float[(bytes.length - 10 - header) / Float.BYTES];
            buffer.position(10 + header)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an RGB image.
     *
     * @param path the file's path below the folder of reference data
     * @return red, green, blue from 0 to 255, with the axes (x, y, channel)
     */
    public static ArrayImg<FloatType, FloatArray> rgb(String path) {
        try {
            var image = ImageIO.read(file(path).toFile());
            int width = image.getWidth(), height = image.getHeight(), pixels = width * height;
            float[] values = new float[3 * pixels];
            for (int i = 0; i < values.length; i++)
                values[i] = image.getRGB(i % pixels % width, i % pixels / width) >> 16 - 8 * (i / pixels) & 0xff;
            return ArrayImgs.floats(values, width, height, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an RGB image scaled to 0 … 1, each channel's mean removed.
     *
     * @param path the file's path below the folder of reference data
     * @return the image with the axes (x, y, channel)
     */
    public static ArrayImg<FloatType, FloatArray> meanFreeRgb(String path) {
        try {
            var image = ImageIO.read(file(path).toFile());
            int width = image.getWidth(), height = image.getHeight(), pixels = width * height;
            float[] values = new float[3 * pixels];
            for (int c = 0; c < 3; c++) {
                double mean = 0;
                for (int i = 0; i < pixels; i++) {
                    values[c * pixels + i] = (image.getRGB(i % width, i / width) >> 16 - 8 * c & 0xff) / 255f;
                    mean += values[c * pixels + i] / pixels;
                }
                for (int i = 0; i < pixels; i++) values[c * pixels + i] -= (float) mean;
            }
            return ArrayImgs.floats(values, width, height, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

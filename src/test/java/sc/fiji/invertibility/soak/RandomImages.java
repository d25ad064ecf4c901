package sc.fiji.invertibility.soak;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Image files as they come: of any type and size, some with values that are none, some damaged. */
final class RandomImages {

    private RandomImages() {}

    /** Writes an image into a folder and names the file. */
    static Path write(Random random, Path folder) throws IOException {
        int width = 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 48), height = 1 + random.nextInt(48);
        int slices = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        int bits = new int[] {8, 16, 24, 32}[random.nextInt(4)];
        int values = random.nextInt(3) == 0 ? 2 : 256;
        ImageStack stack = new ImageStack(width, height);
        for (int i = 0; i < slices; i++) stack.addSlice(slice(random, bits, width, height, values));
        ImagePlus image = new ImagePlus("random", stack);
        if (slices > 1 && random.nextBoolean()) image.setDimensions(slices, 1, 1);
        boolean png = slices == 1 && bits != 32 && random.nextInt(3) == 0;
        Path file = folder.resolve("image-" + random.nextInt(5) + (png ? ".png" : ".tif"));
        FileSaver saver = new FileSaver(image);
        if (!(png ? saver.saveAsPng(file.toString()) : saver.saveAsTiff(file.toString())))
            throw new IOException(file + " cannot be written");
        if (random.nextInt(6) == 0) damage(random, file);
        return file;
    }

    private static ImageProcessor slice(Random random, int bits, int width, int height, int values) {
        ImageProcessor slice = switch (bits) {
            case 8 -> new ByteProcessor(width, height);
            case 16 -> new ShortProcessor(width, height);
            case 24 -> new ColorProcessor(width, height);
            default -> new FloatProcessor(width, height);
        };
        for (int i = 0; i < width * height; i++) {
            int value = random.nextInt(values) * (255 / (values - 1));
            if (bits == 32) slice.setf(i, value / 100f - 1);
            else slice.set(i, bits == 24 ? value * 0x010203 & 0xffffff : value);
        }
        if (bits == 32 && random.nextInt(5) == 0)
            slice.setf(random.nextInt(width * height), random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY);
        return slice;
    }

    private static void damage(Random random, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (random.nextBoolean()) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        else for (int i = 0; i < 4; i++) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }
}

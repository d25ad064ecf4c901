package sc.fiji.invertibility.image;

import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * Slices in a temporary file, which is deleted with the last stack of them or, at the latest, with the process. A
 * stack of them is virtual.
 */
final class DiskSlices implements SliceStore {

    private static final Cleaner CLEANER = Cleaner.create();

    private final FileChannel channel;
    private int count, width, height, bits;

    private DiskSlices(FileChannel channel) {
        this.channel = channel;
        CLEANER.register(this, () -> close(channel));
    }

    /** An empty file. */
    static DiskSlices create() {
        try {
            return new DiskSlices(FileChannel.open(
                    Files.createTempFile("cnn-invertibility-slices", ".tmp"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException("the results of a virtual stack need a temporary file: " + e, e);
        }
    }

    @Override
    public int add(ImageProcessor slice) {
        width = slice.getWidth();
        height = slice.getHeight();
        bits = slice.getBitDepth();
        ByteBuffer bytes = ByteBuffer.allocate(sliceBytes());
        switch (bits) {
            case 8 -> bytes.put((byte[]) slice.getPixels());
            case 16 -> bytes.asShortBuffer().put((short[]) slice.getPixels());
            case 24 -> bytes.asIntBuffer().put((int[]) slice.getPixels());
            default -> bytes.asFloatBuffer().put((float[]) slice.getPixels());
        }
        bytes.clear();
        try {
            for (long at = start(count); bytes.hasRemaining(); ) at += channel.write(bytes, at);
        } catch (IOException e) {
            throw new UncheckedIOException("the results' temporary file cannot be written: " + e.getMessage(), e);
        }
        return count++;
    }

    @Override
    public ImageProcessor get(int number) {
        ByteBuffer bytes = ByteBuffer.allocate(sliceBytes());
        try {
            while (bytes.hasRemaining())
                if (channel.read(bytes, start(number) + bytes.position()) < 0)
                    throw new IOException("it is shorter than what was written");
        } catch (IOException e) {
            throw new UncheckedIOException("the results' temporary file cannot be read: " + e.getMessage(), e);
        }
        return slice(bytes.clear());
    }

    private ImageProcessor slice(ByteBuffer bytes) {
        ImageProcessor slice = switch (bits) {
            case 8 -> new ByteProcessor(width, height, bytes.array());
            case 16 -> new ShortProcessor(width, height);
            case 24 -> new ColorProcessor(width, height);
            default -> new FloatProcessor(width, height);
        };
        switch (bits) {
            case 8 -> {}
            case 16 -> bytes.asShortBuffer().get((short[]) slice.getPixels());
            case 24 -> bytes.asIntBuffer().get((int[]) slice.getPixels());
            default -> bytes.asFloatBuffer().get((float[]) slice.getPixels());
        }
        return slice;
    }

    @Override
    public ImageStack stack(int[] numbers, String[] labels) {
        return new LazyStack(width, height, bits, numbers.length, n -> get(numbers[n - 1]), n -> labels[n - 1]);
    }

    private int sliceBytes() {
        return Math.multiplyExact(Math.multiplyExact(width, height), bits == 24 ? 4 : bits / 8);
    }

    private long start(int number) {
        return (long) number * sliceBytes();
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException left) {
            // The process's end removes the file.
        }
    }
}

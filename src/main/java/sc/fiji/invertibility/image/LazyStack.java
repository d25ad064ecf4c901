package sc.fiji.invertibility.image;

import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.util.function.IntFunction;

/** A virtual stack whose slices are made when they are asked for, and forgotten again. */
final class LazyStack extends VirtualStack {

    private final int slices;
    private final IntFunction<ImageProcessor> pixels;
    private final IntFunction<String> labels;

    /**
     * Describes a stack.
     *
     * @param width in pixels
     * @param height in pixels
     * @param bits 8, 16, 24 or 32
     * @param slices how many
     * @param pixels makes a slice anew, by its number from 1
     * @param labels the label of a slice, by its number from 1; may be null
     */
    LazyStack(
            int width,
            int height,
            int bits,
            int slices,
            IntFunction<ImageProcessor> pixels,
            IntFunction<String> labels) {
        super(width, height);
        this.slices = slices;
        this.pixels = pixels;
        this.labels = labels;
        setBitDepth(bits);
    }

    @Override
    public ImageProcessor getProcessor(int n) {
        return pixels.apply(checked(n));
    }

    @Override
    public Object getPixels(int n) {
        return getProcessor(n).getPixels();
    }

    @Override
    public String getSliceLabel(int n) {
        return labels.apply(checked(n));
    }

    @Override
    public int size() {
        return slices;
    }

    @Override
    public int getSize() {
        return slices;
    }

    private int checked(int n) {
        if (n < 1 || n > slices) throw new IllegalArgumentException("slice " + n + " of " + slices);
        return n;
    }
}

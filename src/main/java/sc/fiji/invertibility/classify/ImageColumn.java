package sc.fiji.invertibility.classify;

import java.util.Arrays;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Shape;

/**
 * Small images above one another in one map, so that a device has enough to do. The rows between them are zero, as
 * padding is, and so many that no filter touches two images.
 *
 * @param image the size of an image at this height of the network
 * @param pitch rows from the first of an image to the first of the next one
 * @param count how many images
 */
record ImageColumn(Shape image, int pitch, int count) {

    /** The column of the images themselves, for the layers that it will go through. */
    static ImageColumn below(List<FilterLayer> layers, Shape image, int count) {
        int factor = 1;
        for (FilterLayer layer : layers) factor *= layer.pool();
        int pitch = (image.height() + factor - 1) / factor * factor;
        while (!apart(layers, image.height(), pitch)) pitch += factor;
        return new ImageColumn(image, pitch, count);
    }

    /** Whether filters are kept from touching two images in every layer. */
    private static boolean apart(List<FilterLayer> layers, int height, int pitch) {
        for (FilterLayer layer : layers) {
            if (pitch - height < layer.bank().padding().y()) return false;
            height /= layer.pool();
            pitch /= layer.pool();
        }
        return true;
    }

    /** {@return the size of the whole map} */
    Shape shape() {
        return new Shape(image.channels(), Math.multiplyExact(pitch, count), image.width());
    }

    /** The column after a layer. */
    ImageColumn above(FilterLayer layer) {
        Shape smaller = new Shape(layer.bank().filters(), image.height() / layer.pool(), image.width() / layer.pool());
        return new ImageColumn(smaller, pitch / layer.pool(), count);
    }

    /**
     * Puts images into one map.
     *
     * @param images up to {@link #count}, each channel by channel and row by row; missing ones are zero
     */
    RandomAccessibleInterval<FloatType> stacked(List<float[]> images) {
        Shape whole = shape();
        float[] values = new float[Math.toIntExact(whole.size())];
        int plane = Math.toIntExact(image.pixels()), row = image.width();
        for (int i = 0; i < images.size(); i++)
            for (int c = 0; c < image.channels(); c++)
                System.arraycopy(images.get(i), c * plane, values, (c * whole.height() + i * pitch) * row, plane);
        return ArrayImgs.floats(values, whole.width(), whole.height(), whole.channels());
    }

    /** One in the rows of images, zero between them. */
    RandomAccessibleInterval<FloatType> mask() {
        Shape whole = shape();
        float[] values = new float[Math.toIntExact(whole.pixels())];
        int pixels = Math.toIntExact(image.pixels());
        for (int i = 0; i < count; i++) {
            int from = i * pitch * image.width();
            Arrays.fill(values, from, from + pixels, 1);
        }
        return Views.interval(
                Views.addDimension(ArrayImgs.floats(values, whole.width(), whole.height())),
                new long[3],
                new long[] {whole.width() - 1, whole.height() - 1, whole.channels() - 1});
    }

    /** The first value of a channel of an image, in a downloaded map. */
    int start(int index, int channel) {
        return (channel * pitch * count + index * pitch) * image.width();
    }
}

package sc.fiji.invertibility.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.BackingArray;

/**
 * The pixels of one channel of an image (x, y, channel), row by row: where they lie, if they lie on the heap in this
 * order, else a copy.
 *
 * @param values the array that holds them
 * @param first the index of the first
 * @param length how many
 */
record ChannelPixels(float[] values, int first, int length) {

    static ChannelPixels of(RandomAccessibleInterval<FloatType> image, int channel) {
        int pixels = Math.toIntExact(image.dimension(0) * image.dimension(1));
        if (image instanceof PlanarImg<?, ?> planar && planar.getPlane(channel) instanceof FloatArray plane)
            return new ChannelPixels(plane.getCurrentStorageArray(), 0, pixels);
        return BackingArray.of(image)
                .map(all -> new ChannelPixels(all, channel * pixels, pixels))
                .orElseGet(() -> new ChannelPixels(FloatPixels.ofChannel(image, channel), 0, pixels));
    }

    float at(int pixel) {
        return values[first + pixel];
    }
}

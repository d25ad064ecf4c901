package sc.fiji.invertibility.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.BackingArray;

/** The pixels of an image as an array, for ImageJ's processors. */
final class FloatPixels {

    private FloatPixels() {}

    /** One channel of an image (x, y, channel), row-major: the image's own array if it holds just that channel. */
    static float[] ofChannel(RandomAccessibleInterval<FloatType> image, int channel) {
        if (image.dimension(2) == 1) return of(image);
        return of(Views.hyperSlice(image, 2, image.min(2) + channel));
    }

    /** The values of an image in flat order: its own array if it has one, else a copy. */
    static float[] of(RandomAccessibleInterval<FloatType> image) {
        return BackingArray.of(image).orElseGet(() -> {
            float[] values = new float[Math.toIntExact(image.size())];
            int i = 0;
            for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
            return values;
        });
    }
}

package sc.fiji.invertibility.network;

import java.util.SplittableRandom;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Images to feed networks with, and how far two of them are apart. */
final class Images {

    private Images() {}

    static Img<FloatType> random(int width, int height, int channels, long seed) {
        float[] values = new float[width * height * channels];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) values[i] = (float) (2 * random.nextDouble() - 1);
        return ArrayImgs.floats(values, width, height, channels);
    }

    static float[] values(RandomAccessibleInterval<FloatType> image) {
        float[] values = new float[Math.toIntExact(net.imglib2.util.Intervals.numElements(image))];
        int i = 0;
        for (FloatType value : Views.flatIterable(image)) values[i++] = value.get();
        return values;
    }

    /** ‖a − b‖ / ‖b‖. */
    static double distance(RandomAccessibleInterval<FloatType> a, RandomAccessibleInterval<FloatType> b) {
        float[] x = values(a), y = values(b);
        if (x.length != y.length) return Double.POSITIVE_INFINITY;
        double difference = 0, norm = 0;
        for (int i = 0; i < x.length; i++) {
            difference += (x[i] - (double) y[i]) * (x[i] - y[i]);
            norm += (double) y[i] * y[i];
        }
        return Math.sqrt(difference / norm);
    }
}

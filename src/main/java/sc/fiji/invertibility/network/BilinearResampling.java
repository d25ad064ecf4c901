package sc.fiji.invertibility.network;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Bilinear interpolation with antialiasing: a triangle filter along each axis that is widened by the scale when the
 * image is reduced, as in Pillow and torchvision.
 */
final class BilinearResampling {

    private BilinearResampling() {}

    /** Resizes an image with origin zero and the axes (x, y, channel). */
    static Img<FloatType> resize(RandomAccessibleInterval<FloatType> image, int width, int height) {
        return along(along(image, 0, width), 1, height);
    }

    private static Img<FloatType> along(RandomAccessibleInterval<FloatType> image, int axis, int length) {
        long[] size = image.dimensionsAsLongArray();
        int old = (int) size[axis], other = 1 - axis;
        size[axis] = length;
        Img<FloatType> result = new PlanarImgFactory<>(new FloatType()).create(size);
        RandomAccess<FloatType> in = image.randomAccess(), out = result.randomAccess();
        for (int i = 0; i < length; i++) {
            Taps taps = Taps.of(i, (double) old / length, old);
            out.setPosition(i, axis);
            for (long channel = 0; channel < size[2]; channel++) {
                in.setPosition(channel, 2);
                out.setPosition(channel, 2);
                for (long j = 0; j < size[other]; j++) {
                    in.setPosition(j, other);
                    out.setPosition(j, other);
                    double sum = 0;
                    for (int t = 0; t < taps.weights.length; t++) {
                        in.setPosition(taps.first + t, axis);
                        sum += taps.weights[t] * in.get().get();
                    }
                    out.get().set((float) sum);
                }
            }
        }
        return result;
    }

    /** The pixels that a new pixel averages, and their weights. */
    private record Taps(int first, double[] weights) {

        static Taps of(int i, double scale, int length) {
            double support = Math.max(1, scale), centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(length, (int) (centre + support + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            for (int t = 0; t < weights.length; t++) {
                weights[t] = Math.max(0, 1 - Math.abs(first + t + 0.5 - centre) / support);
                sum += weights[t];
            }
            for (int t = 0; t < weights.length; t++) weights[t] /= sum;
            return new Taps(first, weights);
        }
    }
}

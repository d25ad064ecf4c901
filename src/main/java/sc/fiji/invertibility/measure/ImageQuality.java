package sc.fiji.invertibility.measure;

import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Shape;

/** How similar two pictures look. They have the axes (x, y, channel) and values from 0 to a peak. */
public final class ImageQuality {

    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5, C1 = 0.01, C2 = 0.03;

    private ImageQuality() {}

    /**
     * The peak signal-to-noise ratio, 20·log₁₀(peak / root mean square difference).
     *
     * @param actual a picture
     * @param expected another, of the same size
     * @param peak the largest possible value, above 0
     * @return the ratio in dB; +∞ for equal pictures
     */
    public static double psnr(
            RandomAccessibleInterval<FloatType> actual, RandomAccessibleInterval<FloatType> expected, double peak) {
        Shape.of(actual).requireEqual(Shape.of(expected));
        var a = Views.flatIterable(actual).cursor();
        double squares = 0;
        for (FloatType value : Views.flatIterable(expected)) {
            double difference = (double) a.next().get() - value.get();
            squares += difference * difference;
        }
        return 10 * Math.log10(peak * peak * actual.size() / squares);
    }

    /**
     * The mean structural similarity (Wang et al., 2004): windows of 11×11 pixels with Gaussian weights of σ = 1.5, as
     * far as they lie inside the picture, K₁ = 0.01, K₂ = 0.03, averaged over windows and channels. For a picture that
     * is smaller than the window, the window is as large as the picture.
     *
     * @param actual a picture
     * @param expected another, of the same size
     * @param peak the largest possible value, above 0
     * @return at most 1, which equal pictures have
     */
    public static double ssim(
            RandomAccessibleInterval<FloatType> actual, RandomAccessibleInterval<FloatType> expected, double peak) {
        Shape shape = Shape.of(actual);
        shape.requireEqual(Shape.of(expected));
        double c1 = C1 * peak * C1 * peak, c2 = C2 * peak * C2 * peak;
        return IntStream.range(0, shape.channels())
                .parallel()
                .mapToDouble(c -> channel(values(actual, c), values(expected, c), shape, c1, c2))
                .average()
                .orElseThrow();
    }

    private static double channel(double[] a, double[] b, Shape shape, double c1, double c2) {
        int pixels = a.length;
        double[] aa = new double[pixels], bb = new double[pixels], ab = new double[pixels];
        for (int i = 0; i < pixels; i++) {
            aa[i] = a[i] * a[i];
            bb[i] = b[i] * b[i];
            ab[i] = a[i] * b[i];
        }
        double[] meanA = blurred(a, shape), meanB = blurred(b, shape);
        double[] meanAA = blurred(aa, shape), meanBB = blurred(bb, shape), meanAB = blurred(ab, shape);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double square = meanA[i] * meanA[i] + meanB[i] * meanB[i], product = meanA[i] * meanB[i];
            sum += (2 * product + c1)
                    * (2 * (meanAB[i] - product) + c2)
                    / ((square + c1) * (meanAA[i] + meanBB[i] - square + c2));
        }
        return sum / meanA.length;
    }

    /** Weighted means over all windows that lie inside. */
    private static double[] blurred(double[] values, Shape shape) {
        double[] across = weights(shape.width()), down = weights(shape.height());
        int width = shape.width() - across.length + 1, height = shape.height() - down.length + 1;
        double[] rows = new double[shape.height() * width], result = new double[height * width];
        for (int y = 0; y < shape.height(); y++)
            for (int x = 0; x < width; x++)
                for (int i = 0; i < across.length; i++)
                    rows[y * width + x] += across[i] * values[y * shape.width() + x + i];
        for (int y = 0; y < height; y++)
            for (int i = 0; i < down.length; i++)
                for (int x = 0; x < width; x++) result[y * width + x] += down[i] * rows[(y + i) * width + x];
        return result;
    }

    private static double[] weights(int length) {
        double[] weights = new double[Math.min(WINDOW, length)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = i - (weights.length - 1) / 2.0;
            sum += weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
        }
        for (int i = 0; i < weights.length; i++) weights[i] /= sum;
        return weights;
    }

    private static double[] values(RandomAccessibleInterval<FloatType> picture, int channel) {
        var plane = Views.hyperSlice(picture, 2, picture.min(2) + channel);
        double[] values = new double[Math.toIntExact(plane.size())];
        int i = 0;
        for (FloatType value : Views.flatIterable(plane)) values[i++] = value.get();
        return values;
    }
}

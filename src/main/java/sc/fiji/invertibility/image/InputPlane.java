package sc.fiji.invertibility.image;

import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.IndexedImage;
import sc.fiji.invertibility.compute.Samples;
import sc.fiji.invertibility.compute.Shape;

/**
 * One plane of an image on the model's scale: (value − low)/span − the channel's mean. The mapping is remembered, and
 * undone by {@link #restored}.
 */
public final class InputPlane {

    /** So many values, of 64 MiB, lie in one array; of more, each channel has its own. */
    static final long MOST_TOGETHER = 1 << 24;

    /** Rows that a thread reads at a time. */
    private static final int ROWS = 32;

    private final RandomAccessibleInterval<FloatType> x;
    private final double[] means;
    private final ValueRange range;

    private InputPlane(RandomAccessibleInterval<FloatType> x, double[] means, ValueRange range) {
        this.x = x;
        this.means = means;
        this.range = range;
    }

    /**
     * Scales raw values.
     *
     * @param samples the values
     * @param shape their size
     * @param range what becomes 0 and 1
     */
    static InputPlane of(SampleRows samples, Shape shape, ValueRange range) {
        int pixels = Math.toIntExact(shape.pixels());
        double[] means = new double[shape.channels()];
        if (shape.size() <= MOST_TOGETHER) {
            float[] values = new float[(int) shape.size()];
            for (int c = 0; c < means.length; c++) means[c] = scale(samples, c, shape, range, values, c * pixels);
            return new InputPlane(ArrayImgs.floats(values, shape.width(), shape.height(), means.length), means, range);
        }
        PlanarImg<FloatType, FloatArray> planes = PlanarImgs.floats(shape.width(), shape.height(), means.length);
        for (int c = 0; c < means.length; c++)
            means[c] = scale(samples, c, shape, range, planes.getPlane(c).getCurrentStorageArray(), 0);
        return new InputPlane(planes, means, range);
    }

    /**
     * Scales integers, which an engine may take as they are.
     *
     * @param samples the integers
     * @param range what becomes 0 and 1
     */
    static InputPlane of(Samples samples, ValueRange range) {
        double[] means = IntStream.range(0, samples.shape().channels())
                .mapToDouble(c -> range.scaled(samples.mean(c)))
                .toArray();
        return new InputPlane(IndexedImage.of(samples, (c, integer) -> range.scaled(integer) - means[c]), means, range);
    }

    /**
     * Scales one channel. It is read twice, for its mean and to be scaled: values of 64 bits would lose digits as
     * floats.
     *
     * @return its mean
     */
    private static double scale(SampleRows samples, int channel, Shape shape, ValueRange range, float[] to, int first) {
        int width = shape.width();
        double[] sums = new double[shape.height()], corner = new double[width];
        samples.read(channel, 0, corner);
        // Summed from one of them on, values that are all the same have themselves as their mean, to the last bit.
        eachRow(samples, channel, shape, (y, row) -> {
            for (double value : row) sums[y] += value - corner[0];
        });
        // Row by row, so that the number of threads changes nothing.
        double sum = 0;
        for (double ofRow : sums) sum += ofRow;
        double mean = range.scaled(corner[0] + sum / shape.pixels());
        eachRow(samples, channel, shape, (y, row) -> {
            for (int x = 0; x < width; x++) to[first + y * width + x] = (float) (range.scaled(row[x]) - mean);
        });
        return mean;
    }

    /** What is done with a row of values. */
    private interface Row {
        void take(int y, double[] values);
    }

    private static void eachRow(SampleRows samples, int channel, Shape shape, Row row) {
        int height = shape.height();
        IntStream.range(0, (height + ROWS - 1) / ROWS).parallel().forEach(piece -> {
            double[] values = new double[shape.width()];
            for (int y = piece * ROWS; y < Math.min(height, (piece + 1) * ROWS); y++) {
                samples.read(channel, y, values);
                row.take(y, values);
            }
        });
    }

    /** {@return x, scaled and with its mean removed, with the axes (x, y, channel)} */
    public RandomAccessibleInterval<FloatType> x() {
        return x;
    }

    /** The mean of a channel, as {@link ValueRange#scaled} makes it. */
    double mean(int channel) {
        return means[channel];
    }

    /** What becomes 0 and 1. */
    ValueRange range() {
        return range;
    }

    /**
     * Converts a value of a reconstruction to the image's unit.
     *
     * @param value a value on the model's scale
     * @param channel its channel, from 0
     * @return the value with mean and range restored
     */
    public double restored(double value, int channel) {
        return range.restored(value + means[channel]);
    }
}

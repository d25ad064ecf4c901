package sc.fiji.invertibility.image;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * One plane of an image on the model's scale: (value − low)/span − the channel's mean. The mapping is remembered, and
 * undone by {@link #restored}.
 */
public final class InputPlane {

    /** So many values, of 64 MiB, are held as such; more are computed from the image whenever they are read. */
    static final long MOST_COPIED = 1 << 24;

    private final RandomAccessibleInterval<FloatType> x;
    private final double[] means;
    private final ValueRange range;

    private InputPlane(RandomAccessibleInterval<FloatType> x, double[] means, ValueRange range) {
        this.x = x;
        this.means = means;
        this.range = range;
    }

    /**
     * Takes raw values.
     *
     * @param values one channel after the other, each row by row; becomes the plane's own array
     */
    static InputPlane of(float[] values, int width, int height, ValueRange range) {
        int size = width * height;
        double[] means = new double[values.length / size];
        for (int c = 0; c < means.length; c++) {
            double sum = 0;
            for (int i = c * size; i < (c + 1) * size; i++) sum += values[i];
            double mean = means[c] = range.scaled(sum / size);
            for (int i = c * size; i < (c + 1) * size; i++) values[i] = (float) (range.scaled(values[i]) - mean);
        }
        return new InputPlane(ArrayImgs.floats(values, width, height, means.length), means, range);
    }

    static InputPlane of(List<RandomAccessibleInterval<DoubleType>> channels, ValueRange range) {
        double[] means = new double[channels.size()];
        List<RandomAccessibleInterval<FloatType>> centred = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
            double mean = means[c] = range.scaled(mean(channels.get(c)));
            centred.add(Converters.convert(
                    channels.get(c), (in, out) -> out.set((float) (range.scaled(in.get()) - mean)), new FloatType()));
        }
        // A large plane stays a view: an 8-bit image of 8192×8192 pixels would take four times its size on the heap.
        long values = channels.size() * channels.get(0).size();
        return new InputPlane(values <= MOST_COPIED ? copy(centred) : Views.stack(centred), means, range);
    }

    /** Channel by channel, which takes a seventh of the time that reading a stack of views takes. */
    private static RandomAccessibleInterval<FloatType> copy(List<RandomAccessibleInterval<FloatType>> channels) {
        RandomAccessibleInterval<FloatType> first = channels.get(0);
        float[] values = new float[(int) (channels.size() * first.size())];
        int i = 0;
        for (RandomAccessibleInterval<FloatType> channel : channels)
            for (FloatType value : Views.flatIterable(channel)) values[i++] = value.get();
        return ArrayImgs.floats(values, first.dimension(0), first.dimension(1), channels.size());
    }

    private static double mean(RandomAccessibleInterval<DoubleType> channel) {
        double sum = 0;
        long count = 0;
        for (DoubleType value : Views.flatIterable(channel)) {
            sum += value.get();
            count++;
        }
        return sum / count;
    }

    /** {@return x, scaled and with its mean removed, with the axes (x, y, channel); of a large image a view} */
    public RandomAccessibleInterval<FloatType> x() {
        return x;
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

package sc.fiji.invertibility.image;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * One plane of an image on the model's scale: (value − low)/span − the channel's mean. The mapping is remembered, and
 * undone by {@link #restored}.
 */
public final class InputPlane {

    private final RandomAccessibleInterval<FloatType> x;
    private final double[] means;
    private final ValueRange range;

    private InputPlane(RandomAccessibleInterval<FloatType> x, double[] means, ValueRange range) {
        this.x = x;
        this.means = means;
        this.range = range;
    }

    static InputPlane of(List<RandomAccessibleInterval<DoubleType>> channels, ValueRange range) {
        double[] means = new double[channels.size()];
        List<RandomAccessibleInterval<FloatType>> centred = new ArrayList<>();
        for (int c = 0; c < means.length; c++) {
            double mean = means[c] = range.scaled(mean(channels.get(c)));
            // A view, so that an 8-bit image of 8192×8192 pixels does not take four times its size on the heap.
            centred.add(Converters.convert(
                    channels.get(c), (in, out) -> out.set((float) (range.scaled(in.get()) - mean)), new FloatType()));
        }
        return new InputPlane(Views.stack(centred), means, range);
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

    /** {@return x, scaled and with its mean removed, with the axes (x, y, channel); a view of the image} */
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

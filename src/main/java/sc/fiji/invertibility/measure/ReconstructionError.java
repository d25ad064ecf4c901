package sc.fiji.invertibility.measure;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.GaussianFilters;

/** The relative errors of table 4. Maps have the axes (x, y, channel). */
public final class ReconstructionError {

    private ReconstructionError() {}

    /**
     * Compares a reconstruction with the original.
     *
     * @param actual x̂
     * @param expected x, of the same size
     * @return ‖x̂ − x‖/‖x‖; NaN if x is zero
     */
    public static double relative(
            RandomAccessibleInterval<FloatType> actual, RandomAccessibleInterval<FloatType> expected) {
        Shape.of(actual).requireEqual(Shape.of(expected));
        Cursor<FloatType> a = Views.flatIterable(actual).cursor();
        double difference = 0, norm = 0;
        for (FloatType value : Views.flatIterable(expected)) {
            double e = value.get(), d = a.next().get() - e;
            difference += d * d;
            norm += e * e;
        }
        return Math.sqrt(difference / norm);
    }

    /**
     * Makes Gaussian random activations with the norm of real ones, the baseline of table 4: their relative error is √2
     * on average (footnote 9).
     *
     * @param activations the activations whose size and norm are used
     * @param seed any number
     * @return random activations of the same size and norm
     */
    public static Img<FloatType> randomActivations(RandomAccessibleInterval<FloatType> activations, long seed) {
        int width = (int) activations.dimension(0), height = (int) activations.dimension(1);
        int channels = (int) activations.dimension(2);
        float[] values =
                GaussianFilters.rectangular(channels, 1, height, width, seed).weights();
        double squares = 0, target = 0;
        for (float value : values) squares += (double) value * value;
        for (FloatType value : Views.flatIterable(activations)) target += (double) value.get() * value.get();
        float scale = (float) Math.sqrt(target / squares);
        for (int i = 0; i < values.length; i++) values[i] *= scale;
        return ArrayImgs.floats(values, width, height, channels);
    }
}

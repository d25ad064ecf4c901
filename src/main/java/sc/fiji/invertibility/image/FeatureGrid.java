package sc.fiji.invertibility.image;

import ij.measure.Calibration;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Where activations lie on an image: the first at (x, y), the others every {@code step} pixels. Coordinates refer to
 * the centres of pixels and activations, from 0.
 *
 * @param x column of the first activation, in pixels of the image
 * @param y row of the first activation, in pixels of the image
 * @param step the distance between neighbouring activations in pixels, above 0
 */
record FeatureGrid(double x, double y, double step) {

    /** One activation for each pixel. */
    static final FeatureGrid PIXELS = new FeatureGrid(0, 0, 1);

    /** Adapts an image's calibration to the image of the activations. */
    void applyTo(Calibration calibration) {
        // ImageJ measures from a pixel's corner: an activation's centre, at i + ½, lies over that of the pixel at x +
        // i·step + ½.
        calibration.xOrigin = 0.5 - (x + 0.5 - calibration.xOrigin) / step;
        calibration.yOrigin = 0.5 - (y + 0.5 - calibration.yOrigin) / step;
        calibration.pixelWidth *= step;
        calibration.pixelHeight *= step;
    }

    /**
     * Interpolates between activations, bilinearly, at every pixel; beyond the outermost activations, these are
     * repeated.
     */
    RandomAccessibleInterval<FloatType> upsampled(RandomAccessibleInterval<FloatType> map, int width, int height) {
        float[] values = new float[Math.multiplyExact(width, height)];
        RandomAccess<FloatType> in = map.randomAccess();
        int right = (int) map.dimension(0) - 1, bottom = (int) map.dimension(1) - 1;
        for (int row = 0; row < height; row++) {
            double v = Math.min(bottom, Math.max(0, (row - y) / step));
            int top = (int) v;
            for (int column = 0; column < width; column++) {
                double u = Math.min(right, Math.max(0, (column - x) / step));
                int left = (int) u;
                double above = between(in, left, Math.min(left + 1, right), top, u - left);
                double below = between(in, left, Math.min(left + 1, right), Math.min(top + 1, bottom), u - left);
                values[row * width + column] = (float) (above + (v - top) * (below - above));
            }
        }
        return ArrayImgs.floats(values, width, height);
    }

    /** Gives every pixel the value of the nearest activation. */
    float[] nearest(RandomAccessibleInterval<FloatType> map, int width, int height) {
        float[] values = new float[Math.multiplyExact(width, height)];
        RandomAccess<FloatType> in = map.randomAccess();
        long right = map.dimension(0) - 1, bottom = map.dimension(1) - 1;
        for (int i = 0; i < values.length; i++) {
            in.setPosition(Math.min(right, Math.max(0, Math.round((i % width - x) / step))), 0);
            in.setPosition(Math.min(bottom, Math.max(0, Math.round((i / width - y) / step))), 1);
            values[i] = in.get().get();
        }
        return values;
    }

    private static double between(RandomAccess<FloatType> in, int left, int right, int row, double share) {
        in.setPosition(row, 1);
        in.setPosition(left, 0);
        double first = in.get().get();
        in.setPosition(right, 0);
        return first + share * (in.get().get() - first);
    }
}

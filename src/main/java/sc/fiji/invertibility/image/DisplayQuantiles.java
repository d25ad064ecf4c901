package sc.fiji.invertibility.image;

import ij.process.FloatProcessor;
import java.util.Arrays;

/**
 * A display range that few bright values do not darken: all but a few hundredths of the values that are not zero lie
 * within. After ReLU most values are zero, and are therefore ignored.
 *
 * @param sample values that are not zero, in ascending order
 */
record DisplayQuantiles(float[] sample) {

    private static final double LEFT_OUT = 0.02;

    /** The number of values that are examined, spread evenly over all slices. */
    private static final int LOOKED_AT = 1 << 20;

    static DisplayQuantiles of(FloatProcessor[] slices) {
        long total = (long) slices.length * slices[0].getPixelCount();
        long step = Math.max(1, total / LOOKED_AT);
        float[] sample = new float[Math.toIntExact((total + step - 1) / step)];
        for (int i = 0; i < sample.length; i++) {
            long position = i * step;
            int pixels = slices[0].getPixelCount();
            sample[i] = slices[(int) (position / pixels)].getf((int) (position % pixels));
        }
        int kept = 0;
        for (float value : sample) if (value != 0) sample[kept++] = value;
        if (kept == 0) return new DisplayQuantiles(new float[1]);
        float[] sorted = Arrays.copyOf(sample, kept);
        Arrays.sort(sorted);
        return new DisplayQuantiles(sorted);
    }

    /** The lower end, at most 0. */
    double low() {
        return Math.min(0, sample[(int) (LEFT_OUT * (sample.length - 1))]);
    }

    /** The upper end, above the lower one. */
    double high() {
        float high = sample[(int) Math.ceil((1 - LEFT_OUT) * (sample.length - 1))];
        if (high <= 0) high = sample[sample.length - 1];
        return high > low() ? high : low() + 1;
    }
}

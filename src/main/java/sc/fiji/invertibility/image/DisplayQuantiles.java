package sc.fiji.invertibility.image;

import ij.process.FloatProcessor;
import java.util.Arrays;

/** A display range that a few bright values do not darken: all but a few thousandths of the values lie within it. */
final class DisplayQuantiles {

    private static final double LEFT_OUT = 0.002;

    /** The number of values that are examined, spread evenly over all slices. */
    private static final int LOOKED_AT = 1 << 20;

    private final float[] sample;

    private DisplayQuantiles(float[] sample) {
        this.sample = sample;
    }

    static DisplayQuantiles of(FloatProcessor[] slices) {
        long total = (long) slices.length * slices[0].getPixelCount();
        long step = Math.max(1, total / LOOKED_AT);
        float[] sample = new float[Math.toIntExact((total + step - 1) / step)];
        for (int i = 0; i < sample.length; i++) {
            long position = i * step;
            int pixels = slices[0].getPixelCount();
            sample[i] = slices[(int) (position / pixels)].getf((int) (position % pixels));
        }
        Arrays.sort(sample);
        return new DisplayQuantiles(sample);
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

package sc.fiji.invertibility.filters;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The weights of a bank's filters, row-major as (K, M/groups, ℓy, ℓx), whatever the filters are applied with. */
final class FilterWeights {

    private final float[] values;
    private final int filters;
    private final int channels;
    private final int height;
    private final int width;

    private FilterWeights(float[] values, int filters, int channels, int height, int width) {
        this.values = values;
        this.filters = filters;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    /**
     * Copies weights.
     *
     * @throws IllegalArgumentException if a size is not positive, the number of weights is not their product, or a
     *     weight is not finite
     */
    static FilterWeights of(float[] values, int filters, int channels, int height, int width) {
        FilterWeights weights = new FilterWeights(values.clone(), filters, channels, height, width);
        if (filters < 1 || channels < 1 || height < 1 || width < 1)
            throw new IllegalArgumentException("a filter bank needs positive sizes, not " + weights);
        long expected = (long) filters * channels * height * width;
        if (values.length != expected)
            throw new IllegalArgumentException(
                    "a filter bank of " + weights + " needs " + expected + " weights, not " + values.length);
        requireFinite(values, "weight");
        return weights;
    }

    static void requireFinite(float[] values, String what) {
        for (int i = 0; i < values.length; i++)
            if (!Float.isFinite(values[i]))
                throw new IllegalArgumentException(
                        "every " + what + " must be finite, number " + i + " is " + values[i]);
    }

    /** Each filter scaled to unit ℓ2 norm; one that is zero stays zero, but not all may be. */
    FilterWeights normalised() {
        float[] unit = values.clone();
        int length = channels * height * width, zeros = 0;
        for (int k = 0; k < filters; k++) {
            double sum = 0;
            for (int i = k * length; i < (k + 1) * length; i++) sum += (double) unit[i] * unit[i];
            if (sum == 0) {
                zeros++;
                continue;
            }
            double scale = 1 / Math.sqrt(sum);
            for (int i = k * length; i < (k + 1) * length; i++) unit[i] = (float) (unit[i] * scale);
        }
        if (zeros == filters)
            throw new IllegalArgumentException(
                    "weights: all of the layer's filters are zero, so that none has a direction; expected others");
        return new FilterWeights(unit, filters, channels, height, width);
    }

    /** Twice as many filters, the second half of which are the negated first. */
    FilterWeights withNegatives() {
        return new FilterWeights(andNegatives(values), 2 * filters, channels, height, width);
    }

    /** Some values, followed by the same ones negated. */
    static float[] andNegatives(float[] values) {
        float[] both = Arrays.copyOf(values, 2 * values.length);
        for (int i = 0; i < values.length; i++) both[values.length + i] = -values[i];
        return both;
    }

    int filters() {
        return filters;
    }

    /** The channels of one filter, M/groups. */
    int channels() {
        return channels;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    float[] copy() {
        return values.clone();
    }

    FloatBuffer view() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    float at(int k, int m, int y, int x) {
        return values[((k * channels + m) * height + y) * width + x];
    }

    @Override
    public String toString() {
        return filters + "×" + channels + "×" + height + "×" + width;
    }
}

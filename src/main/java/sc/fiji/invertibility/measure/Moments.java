package sc.fiji.invertibility.measure;

import java.io.Serializable;

/**
 * Mean, spread and range of numbers that are seen one by one and not kept (Welford's recurrence). A value type: adding
 * a number returns a new one, so that moments can be saved and resumed.
 *
 * @param count how many numbers were seen
 * @param mean their mean; 0 if none was seen
 * @param squares the sum of squared deviations from the mean
 * @param min the smallest; +∞ if none was seen
 * @param max the largest; −∞ if none was seen
 */
public record Moments(long count, double mean, double squares, double min, double max) implements Serializable {

    /** The moments of no numbers. */
    public static final Moments NONE = new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /**
     * Adds a number.
     *
     * @param value any finite number
     * @return the moments with it
     */
    public Moments plus(double value) {
        double deviation = value - mean;
        double newMean = mean + deviation / (count + 1);
        return new Moments(
                count + 1,
                newMean,
                squares + deviation * (value - newMean),
                Math.min(min, value),
                Math.max(max, value));
    }

    /**
     * Joins the moments of two parts of the numbers (Chan, Golub and LeVeque 1979), so that parts can be measured
     * apart.
     *
     * @param other the moments of the other part
     * @return the moments of both
     */
    public Moments and(Moments other) {
        if (count == 0 || other.count == 0) return count == 0 ? other : this;
        long all = count + other.count;
        double difference = other.mean - mean;
        return new Moments(
                all,
                mean + difference * other.count / all,
                squares + other.squares + difference * difference * count * other.count / all,
                Math.min(min, other.min),
                Math.max(max, other.max));
    }

    /**
     * The moments of some numbers.
     *
     * @param values the numbers
     * @return their moments
     */
    public static Moments of(double... values) {
        Moments moments = NONE;
        for (double value : values) moments = moments.plus(value);
        return moments;
    }

    /** {@return the sample's standard deviation, with n − 1; 0 for fewer than two numbers} */
    public double sd() {
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }

    /** {@return the standard error of the mean} */
    public double standardError() {
        return count == 0 ? 0 : sd() / Math.sqrt(count);
    }
}

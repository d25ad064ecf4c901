package sc.fiji.invertibility.classify;

import sc.fiji.invertibility.train.Adam;
import sc.fiji.invertibility.train.Optimiser;

/**
 * How a classifier is trained: by Adam on the cross-entropy, in mini-batches, with a rate that falls to zero along a
 * cosine.
 *
 * @param dropout the fraction of the features that is left out of each step at random, 0 ≤ dropout &lt; 1
 * @param epochs how often each image is seen, ≥ 1
 * @param minutes after how many minutes to end anyway; 0 for no such limit
 * @param batch images of a step at most, ≥ 1; fewer in sets of less than twenty times as many
 * @param rate the rate at the beginning, above 0
 * @param decay how strongly weights are drawn to zero: the factor of half their sum of squares, ≥ 0
 * @param seed of the order of the images and of the dropout
 */
public record SoftmaxSettings(
        double dropout, int epochs, double minutes, int batch, double rate, double decay, long seed) {

    private static final int LEAST_BATCH = 8, STEPS = 20;

    /**
     * Checks the numbers.
     *
     * @param dropout the fraction of the features that is left out of each step at random, 0 ≤ dropout &lt; 1
     * @param epochs how often each image is seen, ≥ 1
     * @param minutes after how many minutes to end anyway; 0 for no such limit
     * @param batch images of a step at most, ≥ 1; fewer in sets of less than twenty times as many
     * @param rate the rate at the beginning, above 0
     * @param decay how strongly weights are drawn to zero: the factor of half their sum of squares, ≥ 0
     * @param seed of the order of the images and of the dropout
     */
    public SoftmaxSettings {
        if (!(dropout >= 0 && dropout < 1))
            throw new IllegalArgumentException("dropout: expected a number from 0 to below 1, but got " + dropout);
        if (epochs < 1)
            throw new IllegalArgumentException("epochs: expected a whole number of at least 1, but got " + epochs);
        if (!(minutes >= 0 && Double.isFinite(minutes)))
            throw new IllegalArgumentException("minutes: expected a number of at least 0, but got " + minutes);
        if (batch < 1 || !(rate > 0) || !(decay >= 0))
            throw new IllegalArgumentException("expected a batch of at least 1, a rate above 0 and a decay of at least"
                    + " 0, but got " + batch + ", " + rate + " and " + decay);
    }

    /**
     * The settings that do well for features of fixed filters.
     *
     * @param dropout the fraction of the features that is left out of each step at random, 0 ≤ dropout &lt; 1
     * @param epochs how often each image is seen, ≥ 1
     * @param minutes after how many minutes to end anyway; 0 for no such limit
     * @param seed of the order of the images and of the dropout
     * @return the settings
     */
    public static SoftmaxSettings of(double dropout, int epochs, double minutes, long seed) {
        return new SoftmaxSettings(dropout, epochs, minutes, 128, 1e-3, 1e-3, seed);
    }

    /** {@return the rule by which parameters change} */
    Optimiser optimiser() {
        return Adam.of(rate);
    }

    /** Images of a step, of so many in all: in small sets fewer, so that an epoch has about twenty steps. */
    int batch(int images) {
        return Math.min(batch, Math.max(LEAST_BATCH, images / STEPS));
    }
}

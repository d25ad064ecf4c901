package sc.fiji.invertibility.classify;

import sc.fiji.invertibility.train.Objective;

/**
 * How many images were classified correctly.
 *
 * @param correct how many were
 * @param images of how many
 */
public record Accuracy(long correct, long images) {

    /**
     * Checks the numbers.
     *
     * @param correct how many were
     * @param images of how many
     */
    public Accuracy {
        if (images < 0 || correct < 0 || correct > images)
            throw new IllegalArgumentException("expected 0 to " + images + " correct images, but got " + correct);
    }

    /** The score of so many images, whose measure is the rate. */
    Objective.Score score(double loss) {
        return new Objective.Score(loss, images == 0 ? 0 : rate(), images);
    }

    /** {@return the fraction that is correct, 0 … 1; NaN without images} */
    public double rate() {
        return (double) correct / images;
    }

    /** {@return the standard error of the fraction, of a binomial distribution: √(p(1 − p)/n)} */
    public double standardError() {
        return Math.sqrt(rate() * (1 - rate()) / images);
    }
}

package sc.fiji.invertibility.classify;

import java.io.IOException;
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

    /** Classifies images by their features. */
    static Accuracy of(SoftmaxLayer layer, LabelledFeatures images) throws IOException {
        float[] features = new float[layer.length()];
        long correct = 0;
        for (int i = 0; i < images.size(); i++) {
            images.read(i, features, 0);
            if (SoftmaxLayer.largest(layer.probabilities(features)) == images.label(i)) correct++;
        }
        return new Accuracy(correct, images.size());
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

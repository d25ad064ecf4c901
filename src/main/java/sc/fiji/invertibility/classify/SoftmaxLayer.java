package sc.fiji.invertibility.classify;

/**
 * The soft-max classifier at the top: a score for each class, linear in the features, and from the scores the
 * probabilities.
 *
 * @param classes C ≥ 2
 * @param length F ≥ 1, the number of features
 * @param weights C rows of F weights; not copied
 * @param bias C values; not copied
 */
public record SoftmaxLayer(int classes, int length, float[] weights, float[] bias) {

    /**
     * Checks the sizes and that all numbers are finite.
     *
     * @param classes C ≥ 2
     * @param length F ≥ 1, the number of features
     * @param weights C rows of F weights; not copied
     * @param bias C values; not copied
     */
    public SoftmaxLayer {
        if (classes < 2 || length < 1 || weights.length != (long) classes * length || bias.length != classes)
            throw new IllegalArgumentException("a soft-max of " + classes + " classes and " + length
                    + " features does not fit " + weights.length + " weights and " + bias.length + " biases");
        for (float weight : weights) if (!Float.isFinite(weight)) throw notFinite();
        for (float value : bias) if (!Float.isFinite(value)) throw notFinite();
    }

    private static IllegalArgumentException notFinite() {
        return new IllegalArgumentException("the weights of the soft-max are not all finite");
    }

    /**
     * Computes the probabilities of the classes.
     *
     * @param features F values
     * @return C values of sum 1
     */
    public double[] probabilities(float[] features) {
        if (features.length != length)
            throw new IllegalArgumentException("expected " + length + " features, but got " + features.length);
        double[] scores = new double[classes];
        for (int c = 0; c < classes; c++) scores[c] = dot(features, 0, weights, c * length, length) + bias[c];
        normalise(scores);
        return scores;
    }

    /** Turns scores into probabilities, in place; returns the logarithm of the sum of their exponentials. */
    static double normalise(double[] scores) {
        double largest = Double.NEGATIVE_INFINITY, sum = 0;
        for (double score : scores) largest = Math.max(largest, score);
        for (int c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c] - largest);
        for (int c = 0; c < scores.length; c++) scores[c] /= sum;
        return largest + Math.log(sum);
    }

    /** The class of the largest value; of equal ones the first. */
    static int largest(double[] values) {
        int best = 0;
        for (int c = 1; c < values.length; c++) if (values[c] > values[best]) best = c;
        return best;
    }

    /** An inner product in eight independent sums, which a processor adds side by side. */
    static double dot(float[] a, int atA, float[] b, int atB, int length) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            s0 = Math.fma(a[atA + i], b[atB + i], s0);
            s1 = Math.fma(a[atA + i + 1], b[atB + i + 1], s1);
            s2 = Math.fma(a[atA + i + 2], b[atB + i + 2], s2);
            s3 = Math.fma(a[atA + i + 3], b[atB + i + 3], s3);
            s4 = Math.fma(a[atA + i + 4], b[atB + i + 4], s4);
            s5 = Math.fma(a[atA + i + 5], b[atB + i + 5], s5);
            s6 = Math.fma(a[atA + i + 6], b[atB + i + 6], s6);
            s7 = Math.fma(a[atA + i + 7], b[atB + i + 7], s7);
        }
        double sum = (double) s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
        for (; i < length; i++) sum += (double) a[atA + i] * b[atB + i];
        return sum;
    }
}

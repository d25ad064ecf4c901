package sc.fiji.invertibility.compute;

/**
 * One step of Adam (Kingma and Ba, 2015, algorithm 1).
 *
 * @param rate α, the length of a step, above 0
 * @param beta1 β₁, how much of the mean gradient is kept, [0, 1)
 * @param beta2 β₂, how much of the mean squared gradient is kept, [0, 1)
 * @param epsilon ε, added to the root of the mean square, above 0
 * @param number which step this is, from 1 on
 */
public record AdamStep(double rate, double beta1, double beta2, double epsilon, long number) {

    /**
     * Checks the constants.
     *
     * @param rate α, above 0
     * @param beta1 β₁, [0, 1)
     * @param beta2 β₂, [0, 1)
     * @param epsilon ε, above 0
     * @param number which step this is, from 1 on
     */
    public AdamStep {
        if (!(rate > 0) || !(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !(epsilon > 0) || number < 1)
            throw new IllegalArgumentException("Adam needs a positive rate and epsilon, betas from 0 to below 1 and a"
                    + " step from 1 on, not " + rate + ", " + epsilon + ", " + beta1 + ", " + beta2 + ", " + number);
    }

    /** {@return α√(1 − β₂ᵗ)/(1 − β₁ᵗ): the rate with the corrections for the zeros that the means start from} */
    public float correctedRate() {
        return (float) (rate * root() / (1 - Math.pow(beta1, number)));
    }

    /** {@return ε√(1 − β₂ᵗ), which goes with {@link #correctedRate}} */
    public float correctedEpsilon() {
        return (float) (epsilon * root());
    }

    private double root() {
        return Math.sqrt(1 - Math.pow(beta2, number));
    }
}

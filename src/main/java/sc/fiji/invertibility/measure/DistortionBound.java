package sc.fiji.invertibility.measure;

/**
 * The bound of Theorem 3.3 on the relative error of one layer, 5δ_2k/(1 − δ_k)·√((1 + δ_2k)/(1 − δ_2k)).
 *
 * @param deltaK δ_k ≥ 0, the distortion of model-k-sparse codes
 * @param delta2K δ_2k ≥ δ_k, the distortion of sums of two such codes
 */
public record DistortionBound(double deltaK, double delta2K) {

    /**
     * Creates a bound.
     *
     * @param deltaK δ_k ≥ 0
     * @param delta2K δ_2k ≥ δ_k
     */
    public DistortionBound {
        if (!(deltaK >= 0 && delta2K >= deltaK))
            throw new IllegalArgumentException(
                    "distortions need 0 ≤ δ_k ≤ δ_2k, not δ_k = " + deltaK + " and δ_2k = " + delta2K);
    }

    /** {@return the bound on ‖x̂ − x‖/‖x‖; +∞ for δ_2k ≥ 1, to which the theorem does not apply} */
    public double value() {
        if (!applies()) return Double.POSITIVE_INFINITY;
        return 5 * delta2K / (1 - deltaK) * Math.sqrt((1 + delta2K) / (1 - delta2K));
    }

    /** {@return whether the theorem applies, which needs δ_2k below 1} */
    public boolean applies() {
        return delta2K < 1;
    }

    /** {@return whether the bound is vacuous: x̂ = 0 already has a relative error of 1} */
    public boolean vacuous() {
        return value() >= 1;
    }
}

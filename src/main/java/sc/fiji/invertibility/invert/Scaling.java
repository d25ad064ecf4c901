package sc.fiji.invertibility.invert;

/** How a reconstruction Wᵀẑ is scaled to the input. */
public enum Scaling {
    /** To the input's norm: ‖x̂‖ = ‖x‖, as section 4.5 does. */
    MATCH_NORM,
    /** By the factor that minimises the error: ⟨x, x̂⟩ / ‖x̂‖². */
    LEAST_SQUARES,
    /** Not at all. */
    NONE;

    /**
     * Returns the factor for a reconstruction.
     *
     * @param squaredNorm ‖x‖²
     * @param product ⟨x, x̂⟩
     * @param reconstructed ‖x̂‖²
     * @return the factor; 1 if x̂ is zero
     */
    public double factor(double squaredNorm, double product, double reconstructed) {
        if (reconstructed == 0) return 1;
        return switch (this) {
            case MATCH_NORM -> Math.sqrt(squaredNorm / reconstructed);
            case LEAST_SQUARES -> product / reconstructed;
            case NONE -> 1;
        };
    }
}

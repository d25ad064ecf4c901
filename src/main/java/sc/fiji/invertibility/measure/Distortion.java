package sc.fiji.invertibility.measure;

/**
 * A certified lower bound of the model-RIP's δ: the witness's |‖Wᵀz‖²/‖z‖² − 1|.
 *
 * @param witness z
 * @param ratio ‖Wᵀz‖²/‖z‖², in double precision
 */
public record Distortion(Witness witness, double ratio) {

    /** {@return the bound: δ is at least this} */
    public double bound() {
        return Math.abs(ratio - 1);
    }

    /**
     * Returns the stronger of two bounds.
     *
     * @param other another bound of the same δ, or null
     * @return the larger one; this if they are equal
     */
    public Distortion orWorse(Distortion other) {
        return other == null || bound() >= other.bound() ? this : other;
    }
}

package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.sparse.StepRule;

/**
 * How a layer is inverted.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param step the step rule
 * @param scaling how the reconstruction is scaled, both in every iteration's report and in the result
 * @param tolerance stops when the relative change ‖x̂ᵢ − x̂ᵢ₋₁‖/‖x̂ᵢ‖ falls below it; 0 for never
 * @param switchImage whether each filter's switches are returned too
 */
public record InversionSettings(int iterations, StepRule step, Scaling scaling, double tolerance, boolean switchImage) {

    /** One feed-forward iteration, scaled to the input's norm. */
    public static final InversionSettings FEED_FORWARD =
            new InversionSettings(1, StepRule.UNIT, Scaling.MATCH_NORM, 0, false);

    /**
     * Creates settings.
     *
     * @param iterations largest number of iterations, ≥ 1
     * @param step the step rule
     * @param scaling how the reconstruction is scaled, both in every iteration's report and in the result
     * @param tolerance stops when the relative change ‖x̂ᵢ − x̂ᵢ₋₁‖/‖x̂ᵢ‖ falls below it; 0 for never
     * @param switchImage whether each filter's switches are returned too
     */
    public InversionSettings {
        if (iterations < 1) throw new IllegalArgumentException("iterations must be at least 1, not " + iterations);
        if (!(tolerance >= 0)) throw new IllegalArgumentException("tolerance must not be negative, it is " + tolerance);
    }
}

package sc.fiji.invertibility.sparse;

/** How the step length of iterative hard thresholding is chosen. */
public enum StepRule {
    /** μ = 1, as in Algorithm 1: the first iteration is the feed-forward layer. */
    UNIT,
    /**
     * μ = ‖g_Γ‖² / ‖Wᵀg_Γ‖² on the current support Γ, shortened where the support changes too much for that length: the
     * normalised step of Blumensath and Davies, "Normalized iterative hard thresholding" (2010).
     */
    NORMALISED,
    /**
     * After each step, least squares on the support that it chose, by conjugate gradients: hard thresholding pursuit
     * (Foucart, "Hard thresholding pursuit: an algorithm for compressive sensing", 2011).
     */
    PURSUIT
}

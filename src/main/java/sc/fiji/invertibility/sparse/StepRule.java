package sc.fiji.invertibility.sparse;

/** How long a step of iterative hard thresholding is. */
public enum StepRule {
    /** μ = 1, as in Algorithm 1: the first iteration is the feed-forward layer. */
    UNIT,
    /**
     * μ = ‖g_Γ‖² / ‖Wᵀg_Γ‖² on the current support Γ, shortened where the support changes too much for
     * it: the normalised step of Blumensath and Davies, "Normalized iterative hard thresholding" (2010).
     */
    NORMALISED
}

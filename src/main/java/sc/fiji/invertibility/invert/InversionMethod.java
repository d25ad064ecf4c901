package sc.fiji.invertibility.invert;

/** How an input is reconstructed through several layers. */
public enum InversionMethod {
    /** Layer by layer, from the top down, each with its own filters (section 4.5). */
    LAYER_WISE,
    /**
     * By minimising ‖Φ(x) − Φ₀‖² by gradient descent, with a total-variation prior: Mahendran and Vedaldi,
     * "Understanding deep image representations by inverting them" (2015).
     */
    GRADIENT
}

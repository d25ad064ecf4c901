package sc.fiji.invertibility.measure;

/** The quantities measured for one draw of a model-sparse z with x = Wᵀz (sections 4.2 and 4.4, figures 2 and 3). */
public enum RipQuantity {
    /** ‖Wᵀz‖/‖z‖, equation (1), figures 2 (a) and 3. */
    SYNTHESIS("|W'z|/|z|"),
    /** ‖(Wᵀ(z + z₋₁)‖/‖z + z₋₁‖ for two consecutive draws, Corollary 3.2. */
    SYNTHESIS_OF_SUMS("|W'(z1+z2)|/|z1+z2|"),
    /** ‖W_ΩWᵀz‖/‖z‖, Ω the support of z: Lemma B.1, figure 2 (b). */
    ON_SUPPORT("|W_support W'z|/|z|"),
    /** ‖WWᵀz‖/‖z‖ over all rows of W. */
    ALL_ROWS("|WW'z|/|z|"),
    /** How many of the k entries of z's support 𝕄(Wx, k) has not, one iteration: of block and position. */
    MISSED("support entries missed"),
    /** ‖x̂ − x‖/‖x‖ with x̂ = WᵀW_Ωx, the support known: figure 2 (c). */
    ERROR_SUPPORT_KNOWN("error, support known"),
    /** ‖x̂ − x‖/‖x‖ with x̂ = Wᵀ𝕄(Wx, k) put back at the top-left. */
    ERROR_NAIVE("error, naive upsampling"),
    /** ‖x̂ − x‖/‖x‖ after one iteration with switches, x̂ = Wᵀ𝕄(Wx, k): Theorem 3.3. */
    ERROR_1("error, switches, 1 iteration"),
    /** The same after 2 iterations of Algorithm 1. */
    ERROR_2("error, switches, 2 iterations"),
    /** The same after 3 iterations. */
    ERROR_3("error, switches, 3 iterations"),
    /** The same after 5 iterations. */
    ERROR_5("error, switches, 5 iterations"),
    /** The same after 10 iterations. */
    ERROR_10("error, switches, 10 iterations"),
    /** ‖z|_Ωᶜ‖/‖z‖, Ω the support of 𝕄(Wx, k): Lemma B.3. */
    ENERGY_MISSED("|z missed|/|z|"),
    /** ‖𝕄(Wx, k) − z‖/‖z‖: Lemma B.4. */
    CODE_ERROR("|M(Wx, k)-z|/|z|"),
    /** ‖W_ΩWᵀz‖/‖z‖, Ω the support apart from z's with the largest responses: Lemma B.2, at most δ_2k. */
    INTERACTION("|W_apart W'z|/|z|");

    private final String title;

    RipQuantity(String title) {
        this.title = title;
    }

    /** {@return the name in tables and plots, in plain ASCII} */
    public String title() {
        return title;
    }

    /**
     * Counts measurements of it.
     *
     * @param values at least one
     * @param bins how many bins, at most of what is a whole number
     * @return their distribution
     */
    public Histogram histogram(double[] values, int bins) {
        return this == MISSED ? Histogram.ofWholeNumbers(values, bins) : Histogram.of(values, bins);
    }

    /** {@return the number of iterations of Algorithm 1 after which an error is measured; 0 for other quantities} */
    int iterations() {
        return name().matches("ERROR_\\d+") ? Integer.parseInt(name().substring("ERROR_".length())) : 0;
    }
}

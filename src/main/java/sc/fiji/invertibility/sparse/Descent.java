package sc.fiji.invertibility.sparse;

/** The way from one code of Algorithm 1 to the next. */
interface Descent<X extends AutoCloseable, Z extends AutoCloseable> {

    /**
     * Takes a step.
     *
     * @param from the code so far
     * @param more whether the gradient of the next code will probably be wanted
     * @return the next code, which the caller closes; the same object if no step is worth taking
     */
    CodingState<X, Z> next(CodingState<X, Z> from, boolean more);

    static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Descent<X, Z> of(
            StepRule rule, CodingLayer<X, G, Z> layer) {
        return switch (rule) {
            case UNIT -> (from, more) -> CodingState.of(layer, 1, () -> layer.unitStep(from.z(), from.xHat()));
            case NORMALISED -> layer.projects() ? new NormalisedDescent<>(layer) : new ResidualDescent<>(layer);
            case PURSUIT -> new PursuitDescent<>(layer);
        };
    }

    /**
     * The first step, from zero: since steps of all lengths have the same support, the one that minimises the error.
     */
    static <X extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> fromZero(CodingLayer<X, ?, Z> layer) {
        try (CodingState<X, Z> unit = CodingState.of(layer, 1, () -> layer.unitStep(null, null))) {
            // Where 𝕄 projects, z is the gradient on its support, and ⟨x, x̂⟩ = ‖z‖², in which nothing cancels.
            double[] fit = layer.projects() ? layer.squaredNorms(unit.z(), unit.xHat()) : layer.fit(unit.xHat());
            return CodingState.multiple(layer, fit[1] == 0 ? 1 : Math.max(0, fit[0] / fit[1]), unit);
        }
    }
}

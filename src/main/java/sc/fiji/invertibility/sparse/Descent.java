package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Scope;

/** The way from one code of Algorithm 1 to the next. */
interface Descent<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> {

    /**
     * Takes a step.
     *
     * @param from the code so far
     * @param g its gradient
     * @param more whether the gradient of the next code will probably be wanted
     * @return the next code, which the caller closes; the same object if no step is worth taking
     */
    CodingState<X, Z> next(CodingState<X, Z> from, G g, boolean more);

    static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Descent<X, G, Z> of(
            StepRule rule, CodingLayer<X, G, Z> layer) {
        return switch (rule) {
            case UNIT -> (from, g, more) -> CodingState.of(layer, 1, () -> layer.threshold(from.z(), 1, g));
            case NORMALISED -> layer.projects() ? new NormalisedDescent<>(layer) : new ResidualDescent<>(layer);
            case PURSUIT -> new PursuitDescent<>(layer);
        };
    }

    /**
     * The first step, from zero: since steps of all lengths have the same support, the one that minimises the error.
     */
    static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> CodingState<X, Z> fromZero(
            CodingLayer<X, G, Z> layer, G g) {
        try (Scope local = new Scope()) {
            Z longest = local.own(layer.threshold(null, 1, g));
            double mu = layer.projects()
                    ? layer.exactLength(longest, g)
                    : bestMultiple(layer, local.own(layer.synthesise(longest)));
            return CodingState.of(layer, mu, () -> layer.scaled(longest, mu));
        }
    }

    /** μ = ⟨x, x̂⟩/‖x̂‖², which minimises ‖x − μx̂‖ over μ ≥ 0. */
    private static <X extends AutoCloseable> double bestMultiple(CodingLayer<X, ?, ?> layer, X xHat) {
        double[] fit = layer.fit(xHat);
        return fit[1] == 0 ? 1 : Math.max(0, fit[0] / fit[1]);
    }
}

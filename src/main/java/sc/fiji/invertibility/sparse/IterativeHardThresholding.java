package sc.fiji.invertibility.sparse;

/**
 * Model-based iterative hard thresholding, Algorithm 1: ẑ ← 𝕄(ẑ + μW(x − Wᵀẑ), k). Its first iteration with unit step
 * is the feed-forward layer.
 *
 * <p>What is guaranteed of the error ‖x − Wᵀẑ‖ depends on the step. With {@link StepRule#UNIT} it may grow without
 * bounds, unless ‖W‖ &lt; 1 on sparse codes. With {@link StepRule#NORMALISED} it never grows, whatever the filters, up
 * to rounding; where 𝕄 is no projection (a winner put at its block's top-left), because a step is taken only if it
 * makes the error smaller, and the iterations end where no step does. {@link StepRule#PURSUIT} always takes steps in
 * that way. That the error reaches its minimum over the model, or 0, is not guaranteed for any filters.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param rule how the length of a step is chosen
 * @param tolerance stops when ‖x̂ᵢ − x̂ᵢ₋₁‖/‖x̂ᵢ‖ falls below it; 0 for never
 */
public record IterativeHardThresholding(int iterations, StepRule rule, double tolerance) {

    /**
     * Is notified of every iteration.
     *
     * @param <X> the signals' type
     * @param <Z> the codes' type
     */
    public interface Observer<X, Z> {

        /**
         * Called before an iteration; an exception thrown here stops the algorithm.
         *
         * @param iteration its number, from 1
         */
        default void begins(int iteration) {}

        /**
         * Called after an iteration.
         *
         * @param iteration its number, from 1
         * @param mu the length μ of the step that was taken
         * @param z the code, not to be changed
         * @param xHat Wᵀz, not to be changed
         */
        default void ended(int iteration, double mu, Z z, X xHat) {}

        /**
         * Called once, after the last iteration.
         *
         * @param z the code, closed after this call
         * @param xHat Wᵀz, closed after this call
         */
        void finished(Z z, X xHat);
    }

    /**
     * Runs the algorithm from ẑ = 0.
     *
     * @param <X> the signals' type
     * @param <G> the gradients' type
     * @param <Z> the codes' type
     * @param layer W, x and the sparsity model
     * @param observer is notified of every iteration and receives the result
     */
    public <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> void run(
            CodingLayer<X, G, Z> layer, Observer<? super X, ? super Z> observer) {
        Descent<X, Z> descent = Descent.of(rule, layer);
        CodingState<X, Z> state = CodingState.zero();
        try {
            boolean done = false;
            for (int i = 1; !done; i++) {
                observer.begins(i);
                CodingState<X, Z> last = state, next = descent.next(last, i < iterations);
                if (next == last) break;
                state = next;
                try (last) {
                    observer.ended(i, state.mu(), state.z(), state.xHat());
                    done = i == iterations || settled(layer, state, last);
                }
            }
            observer.finished(state.z(), state.xHat());
        } finally {
            state.close();
        }
    }

    private <X extends AutoCloseable, Z extends AutoCloseable> boolean settled(
            CodingLayer<X, ?, Z> layer, CodingState<X, Z> state, CodingState<X, Z> last) {
        if (tolerance == 0 || last.z() == null) return false;
        double[] move = state.move() == null ? layer.move(state.xHat(), last.xHat()) : state.move();
        return move[0] <= tolerance * tolerance * move[1];
    }
}

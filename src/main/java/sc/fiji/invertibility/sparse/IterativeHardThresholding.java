package sc.fiji.invertibility.sparse;

import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Scope;

/**
 * Model-based iterative hard thresholding, Algorithm 1: ẑ ← 𝕄(ẑ + μW(x − Wᵀẑ), k). Its first iteration
 * with unit step is the feed-forward layer.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param rule how long a step is
 * @param tolerance stops when ‖x̂ᵢ − x̂ᵢ₋₁‖/‖x̂ᵢ‖ falls below it; 0 for never
 */
public record IterativeHardThresholding(int iterations, StepRule rule, double tolerance) {

    /** c of the normalised step: how far a step stays below the bound that makes it a descent. */
    private static final double C = 0.01;

    /** κ of the normalised step: by how much a too long step is shortened. */
    private static final double KAPPA = 2;

    /** Shortenings after which a step is taken as it is: it is then 2^60 times shorter. */
    private static final int MOST_SHORTENINGS = 60;

    /**
     * Hears of every iteration.
     *
     * @param <X> the signals' type
     * @param <Z> the codes' type
     */
    public interface Observer<X, Z> {

        /**
         * Called before an iteration; throwing here stops the algorithm.
         *
         * @param iteration its number, from 1
         */
        void begins(int iteration);

        /**
         * Called after an iteration.
         *
         * @param iteration its number, from 1
         * @param mu the step μ that was taken
         * @param z the code, not to be changed
         * @param xHat Wᵀz, not to be changed
         */
        void ended(int iteration, double mu, Z z, X xHat);

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
     * @param observer hears of every iteration and takes the result
     */
    public <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> void run(
            CodingLayer<X, G, Z> layer, Observer<? super X, ? super Z> observer) {
        State<X, Z> state = new State<>(null, null, 0, new Scope());
        try {
            boolean done = false;
            for (int i = 1; !done; i++) {
                observer.begins(i);
                State<X, Z> last = state;
                state = iterate(layer, last);
                try (last.owner) {
                    observer.ended(i, state.mu, state.z, state.xHat);
                    done = i == iterations || unchanged(layer, last, state);
                }
            }
            observer.finished(state.z, state.xHat);
        } finally {
            state.owner.close();
        }
    }

    private record State<X, Z>(Z z, X xHat, double mu, Scope owner) {}

    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> State<X, Z> iterate(
            CodingLayer<X, G, Z> layer, State<X, Z> state) {
        try (Scope local = new Scope()) {
            G g = local.own(layer.gradient(state.xHat));
            if (rule == StepRule.UNIT) return state(layer, 1, () -> layer.threshold(state.z, 1, g));
            return state.z == null ? fromZero(layer, g) : shortEnough(layer, state, g);
        }
    }

    /** The step of the exact length, or the first shorter one that the error surely falls with. */
    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> State<X, Z> shortEnough(
            CodingLayer<X, G, Z> layer, State<X, Z> state, G g) {
        double exact = exactStep(layer, state.z, g);
        IntToDoubleFunction length = shortened -> exact / Math.pow(KAPPA * (1 - C), shortened);
        try (Steps<Z> steps = layer.steps(state.z, length, g)) {
            for (int shortened = 0; ; shortened++) {
                State<X, Z> next = state(layer, length.applyAsDouble(shortened), steps::next);
                try {
                    if (shortened == MOST_SHORTENINGS || accepts(layer, state, next)) return next;
                } catch (RuntimeException e) {
                    next.owner.close();
                    throw e;
                }
                next.owner.close();
            }
        }
    }

    /** From zero on, a step of any length has the same support. */
    private static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> State<X, Z> fromZero(
            CodingLayer<X, G, Z> layer, G g) {
        try (Scope local = new Scope()) {
            Z longest = local.own(layer.threshold(null, 1, g));
            double mu = exactStep(layer, longest, g);
            return state(layer, mu, () -> layer.scaled(longest, mu));
        }
    }

    private static <X extends AutoCloseable, Z extends AutoCloseable> State<X, Z> state(
            CodingLayer<X, ?, Z> layer, double mu, Supplier<Z> code) {
        Scope owner = new Scope();
        try {
            Z next = owner.own(code.get());
            return new State<>(next, owner.own(layer.synthesise(next)), mu, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** μ = ‖g_Γ‖²/‖Wᵀg_Γ‖²: along g_Γ, the error is least there. */
    private static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> double exactStep(
            CodingLayer<X, G, Z> layer, Z z, G g) {
        try (Scope local = new Scope()) {
            Z onSupport = local.own(layer.restrict(g, z));
            X image = local.own(layer.synthesise(onSupport));
            double denominator = layer.dot(image, image);
            return denominator == 0 ? 1 : layer.squaredNorm(onSupport) / denominator;
        }
    }

    /** The support may change only if the step is short enough for the error to fall nevertheless. */
    private static <X extends AutoCloseable, Z extends AutoCloseable> boolean accepts(
            CodingLayer<X, ?, Z> layer, State<X, Z> state, State<X, Z> next) {
        CodeDifference difference = layer.compare(next.z, state.z);
        if (difference.sameSupport()) return true;
        double moved = layer.squaredDistance(next.xHat, state.xHat);
        return next.mu * moved <= (1 - C) * difference.squaredDistance();
    }

    private <X extends AutoCloseable, Z extends AutoCloseable> boolean unchanged(
            CodingLayer<X, ?, Z> layer, State<X, Z> state, State<X, Z> next) {
        if (tolerance == 0 || state.xHat == null) return false;
        double change = layer.squaredDistance(next.xHat, state.xHat);
        return change <= tolerance * tolerance * layer.dot(next.xHat, next.xHat);
    }
}

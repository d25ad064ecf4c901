package sc.fiji.invertibility.sparse;

import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.Scope;

/**
 * Model-based iterative hard thresholding, Algorithm 1: ẑ ← 𝕄(ẑ + μW(x − Wᵀẑ), k). Its first iteration with unit step
 * is the feed-forward layer.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param rule how the length of a step is chosen
 * @param tolerance stops when ‖x̂ᵢ − x̂ᵢ₋₁‖/‖x̂ᵢ‖ falls below it; 0 for never
 */
public record IterativeHardThresholding(int iterations, StepRule rule, double tolerance) {

    /** c of the normalised step: how far a step stays below the bound that guarantees descent. */
    private static final double C = 0.01;

    /** κ of the normalised step: the factor by which a step that is too long is shortened. */
    private static final double KAPPA = 2;

    /** After this many reductions a step is taken as it is; it is then 2^60 times shorter. */
    private static final int MOST_SHORTENINGS = 60;

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
        void begins(int iteration);

        /**
         * Called after an iteration.
         *
         * @param iteration its number, from 1
         * @param mu the length μ of the step that was taken
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
     * @param observer is notified of every iteration and receives the result
     */
    public <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> void run(
            CodingLayer<X, G, Z> layer, Observer<? super X, ? super Z> observer) {
        State<X, Z> state = new State<>(null, null, 0, new Scope());
        try {
            boolean done = false;
            for (int i = 1; !done; i++) {
                observer.begins(i);
                State<X, Z> last = state;
                Step<X, Z> step = iterate(layer, last);
                state = step.to;
                try (last.owner) {
                    observer.ended(i, state.mu, state.z, state.xHat);
                    done = i == iterations || step.judgement.settled;
                }
            }
            observer.finished(state.z, state.xHat);
        } finally {
            state.owner.close();
        }
    }

    private record State<X, Z>(Z z, X xHat, double mu, Scope owner) {}

    private record Step<X, Z>(State<X, Z> to, Judgement judgement) {}

    /**
     * The assessment of a step.
     *
     * @param acceptable whether it may be taken
     * @param settled whether the reconstruction hardly changes any more
     */
    private record Judgement(boolean acceptable, boolean settled) {

        /** The assessment of a step that needs no check. */
        static final Judgement TAKEN = new Judgement(true, false);
    }

    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Step<X, Z> iterate(
            CodingLayer<X, G, Z> layer, State<X, Z> state) {
        try (Scope local = new Scope()) {
            G g = local.own(layer.gradient(state.xHat));
            if (rule == StepRule.UNIT) return ofUnitLength(layer, state, g);
            return state.z == null ? fromZero(layer, g) : shortEnough(layer, state, g);
        }
    }

    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Step<X, Z> ofUnitLength(
            CodingLayer<X, G, Z> layer, State<X, Z> state, G g) {
        State<X, Z> next = state(layer, 1, () -> layer.threshold(state.z, 1, g));
        if (state.z == null || tolerance == 0) return new Step<>(next, Judgement.TAKEN);
        try {
            double[] move = layer.move(next.xHat, state.xHat);
            return new Step<>(next, new Judgement(true, settled(move[0], move[1])));
        } catch (RuntimeException e) {
            next.owner.close();
            throw e;
        }
    }

    /** The step of the exact length, or the first shorter one that is guaranteed to reduce the error. */
    private <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Step<X, Z> shortEnough(
            CodingLayer<X, G, Z> layer, State<X, Z> state, G g) {
        double exact = exactStep(layer, state.z, g);
        IntToDoubleFunction length = shortened -> exact / Math.pow(KAPPA * (1 - C), shortened);
        try (ShrinkingSteps<Z> steps = layer.steps(state.z, length, g)) {
            for (int shortened = 0; ; shortened++) {
                State<X, Z> next = state(layer, length.applyAsDouble(shortened), steps::next);
                try {
                    Judgement judgement = judge(layer, state, next);
                    if (shortened == MOST_SHORTENINGS || judgement.acceptable) return new Step<>(next, judgement);
                } catch (RuntimeException e) {
                    next.owner.close();
                    throw e;
                }
                next.owner.close();
            }
        }
    }

    /** Starting from zero, steps of all lengths have the same support. */
    private static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> Step<X, Z> fromZero(
            CodingLayer<X, G, Z> layer, G g) {
        try (Scope local = new Scope()) {
            Z longest = local.own(layer.threshold(null, 1, g));
            double mu = exactStep(layer, longest, g);
            return new Step<>(state(layer, mu, () -> layer.scaled(longest, mu)), Judgement.TAKEN);
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

    /** μ = ‖g_Γ‖²/‖Wᵀg_Γ‖², which minimises the error along g_Γ. */
    private static <X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable> double exactStep(
            CodingLayer<X, G, Z> layer, Z z, G g) {
        try (Scope local = new Scope()) {
            Z onSupport = local.own(layer.restrict(g, z));
            X image = local.own(layer.synthesise(onSupport));
            double[] squares = layer.squaredNorms(onSupport, image);
            return squares[1] == 0 ? 1 : squares[0] / squares[1];
        }
    }

    /** The support may change only if the step is short enough for the error to fall regardless. */
    private <X extends AutoCloseable, Z extends AutoCloseable> Judgement judge(
            CodingLayer<X, ?, Z> layer, State<X, Z> state, State<X, Z> next) {
        IterateDifference change = layer.change(next.z, state.z, next.xHat, state.xHat);
        boolean acceptable = change.codes().sameSupport()
                || next.mu * change.squaredDistance()
                        <= (1 - C) * change.codes().squaredDistance();
        return new Judgement(acceptable, tolerance > 0 && settled(change.squaredDistance(), change.squaredNorm()));
    }

    private boolean settled(double squaredDistance, double squaredNorm) {
        return squaredDistance <= tolerance * tolerance * squaredNorm;
    }
}

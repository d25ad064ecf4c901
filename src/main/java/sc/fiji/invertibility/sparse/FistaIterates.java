package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LassoPoint;

/**
 * The iterates of {@link Fista}. Where the engine works ahead, the next one is asked for before it is known whether the
 * last one was taken as it is, which is nearly always so; else the guess is thrown away.
 */
final class FistaIterates implements AutoCloseable {

    /** By which factor 1/L is shortened where a step was too long. */
    private static final double GROWTH = 1.5;

    /** How far the computed Wᵀ(z − y) may be off by rounding, as a part of Wᵀz: a short step is mostly that. */
    private static final double ROUNDING = 1e-5;

    private final Engine engine;
    private final Lasso problem;
    private double lipschitz;
    private double t = 1;
    private int restarts;

    /** Null at first. */
    private Iterate last;

    private Iterate current;

    /** The step after the current iterate, or null. */
    private Lasso.Attempt guess;

    /**
     * @param start the code to begin with; null for zero
     * @param lipschitz L, about
     */
    FistaIterates(Engine engine, Lasso problem, FeatureMap start, double lipschitz) {
        this.engine = engine;
        this.problem = problem;
        this.lipschitz = lipschitz;
        this.current = problem.first(start);
    }

    Iterate current() {
        return current;
    }

    /** How often the momentum was given up. */
    int restarts() {
        return restarts;
    }

    /**
     * Goes on to the next iterate.
     *
     * @param more whether another one will probably be wanted
     */
    void next(boolean more) {
        Lasso.Step step = step(more);
        while (tooLong(step)) {
            step.to().close();
            forget();
            lipschitz *= GROWTH;
            step = step(false);
        }
        double longer = longer(t);
        if (step.moves().turnBack()) {
            forget();
            restarts++;
            longer = 1;
        }
        if (last != null) last.close();
        last = current;
        current = step.to();
        t = longer;
    }

    /**
     * The step from the current iterate.
     *
     * @param more whether the next one is asked for meanwhile
     */
    private Lasso.Step step(boolean more) {
        Lasso.Attempt asked = guess == null ? ask(last == null ? null : last.point(), current.point(), t) : guess;
        guess = null;
        try (asked) {
            if (more && engine.worksAhead()) guess = ask(current.point(), asked.point(), longer(t));
            return asked.taken();
        }
    }

    /** Asks for the step at the given t. */
    private Lasso.Attempt ask(LassoPoint before, LassoPoint z, double t) {
        return problem.step(before, z, beta(t), lipschitz, beta(longer(t)));
    }

    /** How far the step at t is extrapolated. */
    private static double beta(double t) {
        return (t - 1) / longer(t);
    }

    private static double longer(double t) {
        return (1 + Math.sqrt(1 + 4 * t * t)) / 2;
    }

    /** The quadratic bound that makes a step of 1/L a descent, ‖Wᵀ(z − y)‖² ≤ L/2·‖z − y‖², does not hold. */
    private boolean tooLong(Lasso.Step step) {
        double bound = lipschitz / 2 * step.moves().step();
        double rounding = ROUNDING * Math.sqrt(step.to().squaredSignal());
        return Math.sqrt(step.moves().signal()) > Math.sqrt(bound) + rounding;
    }

    private void forget() {
        if (guess != null) guess.close();
        guess = null;
    }

    @Override
    public void close() {
        forget();
        if (last != null) last.close();
        current.close();
    }
}

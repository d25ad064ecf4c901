package sc.fiji.invertibility.sparse;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;

/**
 * Minimises F(z) = ‖x − Wᵀz‖² + λ‖z‖₁ by the fast iterative shrinkage-thresholding algorithm (Beck and
 * Teboulle 2009) with the adaptive restart of O'Donoghue and Candès (2015). A step has the length 1/L,
 * where L is 2‖W‖² by the power method, and grows where that was too small.
 *
 * <p>The residual and W applied to it are kept for every iterate, so that the objective and the duality gap
 * of each one cost nothing; those of the extrapolated point are combined linearly.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param tolerance stops when the duality gap is at most this part of F(z); 0 for never
 */
public record Fista(int iterations, double tolerance) {

    /** The power method ends somewhat below the norm. */
    private static final double MARGIN = 1.01;

    private static final double GROWTH = 1.5;

    /** How far the computed Wᵀ(z − y) may be off by rounding, as a part of Wᵀz: a short step is mostly that. */
    private static final double ROUNDING = 1e-5;

    /**
     * Creates a solver.
     *
     * @param iterations largest number of iterations, ≥ 1
     * @param tolerance stops when the duality gap is at most this part of F(z); 0 for never
     */
    public Fista {
        if (iterations < 1)
            throw new IllegalArgumentException("the number of iterations must be at least 1, not " + iterations);
        if (!(tolerance >= 0 && tolerance < 1))
            throw new IllegalArgumentException("the tolerance must be in [0, 1), not " + tolerance);
    }

    /**
     * Solves one problem.
     *
     * @param engine where the maps live
     * @param scope the owner of the solution's maps
     * @param w the dictionary
     * @param x the signal, not changed
     * @param lambda λ &gt; 0
     * @param start the code to begin with, not changed; null for zero
     * @param monitor hears of every iteration
     * @return the last iterate
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public SparseSolution minimise(
            Engine engine, Scope scope, Dictionary w, FeatureMap x, double lambda, FeatureMap start, Monitor monitor) {
        Lasso problem = Lasso.of(engine, w, x, lambda);
        double lipschitz = Math.max(2 * MARGIN * SpectralNorm.squared(engine, w, x.shape()), Float.MIN_NORMAL);
        List<Double> objectives = new ArrayList<>();
        int restarts = 0;
        double t = 1;
        Iterate last = null;
        Iterate current = problem.first(start);
        try {
            for (int i = 1; i <= iterations && current.relativeGap() > tolerance; i++) {
                monitor.check();
                double longer = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
                double beta = last == null ? 0 : (t - 1) / longer;
                Lasso.Step step;
                try (Scope local = new Scope()) {
                    Point y = Point.between(engine, local, last, current, beta);
                    step = problem.step(current, y, lipschitz);
                    while (tooLong(step, lipschitz)) {
                        step.to().close();
                        lipschitz *= GROWTH;
                        step = problem.step(current, y, lipschitz);
                    }
                }
                if (step.moves().turnBack()) {
                    restarts++;
                    longer = 1;
                }
                if (last != null) last.close();
                last = current;
                current = step.to();
                t = longer;
                objectives.add(current.objective());
                monitor.progress((double) i / iterations, null);
            }
            return SparseSolution.of(engine, scope, current, lambda, objectives, restarts);
        } finally {
            if (last != null) last.close();
            current.close();
        }
    }

    /** The quadratic bound that makes a step of 1/L a descent, ‖Wᵀ(z − y)‖² ≤ L/2·‖z − y‖², does not hold. */
    private static boolean tooLong(Lasso.Step step, double lipschitz) {
        double bound = lipschitz / 2 * step.moves().step();
        double rounding = ROUNDING * Math.sqrt(step.to().squaredSignal());
        return Math.sqrt(step.moves().signal()) > Math.sqrt(bound) + rounding;
    }
}

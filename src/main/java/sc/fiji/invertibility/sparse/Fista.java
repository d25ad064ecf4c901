package sc.fiji.invertibility.sparse;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;

/**
 * Minimises F(z) = ‖x − Wᵀz‖² + λ‖z‖₁ by the fast iterative shrinkage-thresholding algorithm (Beck and Teboulle 2009)
 * with the adaptive restart of O'Donoghue and Candès (2015). The step has length 1/L, where L starts as 2‖W‖², found by
 * the power method, and is increased where it proves too small.
 *
 * <p>The residual and W applied to it are kept for every iterate, so that its objective and its duality gap cost
 * nothing extra; those of the extrapolated point are linear combinations.
 *
 * @param iterations largest number of iterations, ≥ 1
 * @param tolerance stops when the duality gap is at most this fraction of F(z); 0 for never
 */
public record Fista(int iterations, double tolerance) {

    /** The power method stops slightly below the norm. */
    private static final double MARGIN = 1.01;

    /**
     * Creates a solver.
     *
     * @param iterations largest number of iterations, ≥ 1
     * @param tolerance stops when the duality gap is at most this fraction of F(z); 0 for never
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
     * @param engine where the maps are stored
     * @param scope the owner of the solution's maps
     * @param w the dictionary
     * @param x the signal, not changed
     * @param lambda λ &gt; 0
     * @param start the initial code, not changed; null for zero
     * @param monitor is notified of every iteration
     * @return the last iterate
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public SparseSolution minimise(
            Engine engine, Scope scope, Dictionary w, FeatureMap x, double lambda, FeatureMap start, Monitor monitor) {
        Lasso problem = Lasso.of(engine, w, x, lambda);
        double lipschitz = Math.max(2 * MARGIN * SpectralNorm.squared(engine, w, x.shape()), Float.MIN_NORMAL);
        List<Double> objectives = new ArrayList<>();
        try (FistaIterates iterates = new FistaIterates(engine, problem, start, lipschitz)) {
            for (int i = 1; i <= iterations && iterates.current().relativeGap() > tolerance; i++) {
                monitor.check();
                iterates.next(i < iterations);
                objectives.add(iterates.current().objective());
                monitor.progress((double) i / iterations, null);
            }
            return SparseSolution.of(engine, scope, iterates.current(), lambda, objectives, iterates.restarts());
        }
    }
}

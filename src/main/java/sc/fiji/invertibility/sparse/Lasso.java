package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.StepDistances;

/**
 * The problem min ‖x − Wᵀz‖² + λ‖z‖₁. Its dual is max 2⟨u, x⟩ − ‖u‖² over all u with ‖2Wu‖∞ ≤ λ; the residual is such a
 * u once it is scaled down to be feasible.
 */
record Lasso(Engine engine, Dictionary w, FeatureMap x, double squaredInput, double lambda) {

    static Lasso of(Engine engine, Dictionary w, FeatureMap x, double lambda) {
        if (!(lambda > 0 && lambda < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("λ must be positive, not " + lambda);
        return new Lasso(engine, w, x, engine.dot(x, x), lambda);
    }

    Iterate first(FeatureMap start) {
        return Scope.handedOver(owner -> {
            FeatureMap z = start == null ? w.zero(owner) : engine.copy(owner, start);
            LassoStep evaluated = new SeparateOperations(engine, w).evaluate(owner, x, z);
            try (Pending<LassoNorms> norms = evaluated.norms()) {
                return iterate(evaluated.to(), norms.get(), owner);
            }
        });
    }

    /**
     * A step.
     *
     * @param to where it leads
     * @param moves the distances that it covers
     */
    record Step(Iterate to, StepDistances moves) {}

    /**
     * Asks for the proximal gradient step of length 1/L from the point z + β(z − z₋₁).
     *
     * @param before z₋₁; null for none
     * @param z the last point
     * @param nextBeta β of the step that will probably follow
     */
    Attempt step(LassoPoint before, LassoPoint z, double beta, double lipschitz, double nextBeta) {
        float length = (float) (2 / lipschitz), threshold = (float) (lambda / lipschitz);
        ProximalStep step = before == null
                ? new ProximalStep(z, z, 0, length, threshold, nextBeta)
                : new ProximalStep(before, z, beta, length, threshold, nextBeta);
        return Scope.handedOver(owner -> new Attempt(w.step(engine, owner, x, step), owner));
    }

    /** A point whose objective is being computed. */
    final class Attempt implements AutoCloseable {

        private final LassoStep step;
        private final Scope owner;
        private boolean taken;

        private Attempt(LassoStep step, Scope owner) {
            this.step = step;
            this.owner = owner;
        }

        /** {@return the point, which belongs to this until it is taken} */
        LassoPoint point() {
            return step.to();
        }

        /** Waits for its objective; the iterate is the caller's to close. */
        Step taken() {
            LassoNorms norms = step.norms().get();
            Step result = new Step(iterate(point(), norms, owner), norms.moves());
            taken = true;
            return result;
        }

        @Override
        public void close() {
            step.norms().close();
            if (!taken) owner.close();
        }
    }

    private Iterate iterate(LassoPoint z, LassoNorms norms, Scope owner) {
        double squaredError = norms.squaredError(), squaredSignal = norms.squaredSignal();
        // ⟨u, x⟩, as the signal is x − u.
        double withX = (squaredInput + squaredError - squaredSignal) / 2;
        double objective = squaredError + lambda * norms.code();
        double gap = objective - dual(withX, squaredError, 2 * norms.steepest());
        return new Iterate(z, squaredSignal, squaredError, objective, gap, owner);
    }

    /** The dual objective at the best feasible multiple of the residual. */
    private double dual(double withX, double squaredError, double steepest) {
        if (squaredError == 0) return 0;
        double limit = steepest == 0 ? Double.POSITIVE_INFINITY : lambda / steepest;
        double scale = Math.max(-limit, Math.min(limit, withX / squaredError));
        return scale * (2 * withX - scale * squaredError);
    }
}

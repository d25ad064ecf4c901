package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;

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
            try (Attempt first = evaluate(owner, z, w.synthesise(owner, z), List.of(), List.of())) {
                return first.taken().to();
            }
        });
    }

    /**
     * A step.
     *
     * @param to where it leads
     * @param moves the distances that it covers
     */
    record Step(Iterate to, IterateDistances moves) {}

    /**
     * Asks for the proximal gradient step of length 1/L from the point z + β(z − z₋₁).
     *
     * @param before z₋₁; null for none
     * @param z the last point
     */
    Attempt step(Point before, Point z, double beta, double lipschitz) {
        return Scope.handedOver(owner -> {
            float length = (float) (2 / lipschitz), threshold = (float) (lambda / lipschitz);
            try (Scope local = new Scope()) {
                ExtrapolatedStep y = ExtrapolatedStep.of(engine, owner, local, before, z, beta, length, threshold);
                FeatureMap signal = w.synthesise(owner, y.next());
                return evaluate(owner, y.next(), signal, IterateDistances.from(y, signal), IterateDistances.to(z, y));
            }
        });
    }

    /** Evaluates a code, and measures squared distances of some pairs of maps meanwhile, none or those of a step. */
    private Attempt evaluate(Scope owner, FeatureMap z, FeatureMap signal, List<FeatureMap> from, List<FeatureMap> to) {
        try (Scope local = new Scope()) {
            FeatureMap residual = engine.combined(local, 1, x, -1, signal);
            FeatureMap correlations = w.analyse(owner, residual);
            return new Attempt(
                    new Point(z, signal, correlations),
                    owner,
                    engine.startNorms(List.of(z, correlations, residual, signal), from, to));
        }
    }

    /** A point whose objective is being computed. */
    final class Attempt implements AutoCloseable {

        private final Point point;
        private final Scope owner;
        private final Pending<NormsAndDistances> norms;
        private boolean taken;

        private Attempt(Point point, Scope owner, Pending<NormsAndDistances> norms) {
            this.point = point;
            this.owner = owner;
            this.norms = norms;
        }

        /** {@return the point, which belongs to this until it is taken} */
        Point point() {
            return point;
        }

        /** Waits for its objective; the iterate is the caller's to close. */
        Step taken() {
            NormsAndDistances all = norms.get();
            List<MapNorms> magnitudes = all.magnitudes();
            double squaredError = magnitudes.get(2).squares();
            double squaredSignal = magnitudes.get(3).squares();
            // ⟨u, x⟩, as the signal is x − u.
            double withX = (squaredInput + squaredError - squaredSignal) / 2;
            double objective = squaredError + lambda * magnitudes.get(0).sum();
            double gap =
                    objective - dual(withX, squaredError, 2 * magnitudes.get(1).largest());
            Iterate iterate = new Iterate(point, magnitudes.get(0), squaredSignal, squaredError, objective, gap, owner);
            taken = true;
            return new Step(
                    iterate, all.squaredDistances().length == 0 ? null : IterateDistances.of(all.squaredDistances()));
        }

        @Override
        public void close() {
            norms.close();
            if (!taken) owner.close();
        }
    }

    /** The dual objective at the best feasible multiple of the residual. */
    private double dual(double withX, double squaredError, double steepest) {
        if (squaredError == 0) return 0;
        double limit = steepest == 0 ? Double.POSITIVE_INFINITY : lambda / steepest;
        double scale = Math.max(-limit, Math.min(limit, withX / squaredError));
        return scale * (2 * withX - scale * squaredError);
    }
}

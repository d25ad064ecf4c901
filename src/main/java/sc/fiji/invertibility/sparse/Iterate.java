package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.Scope;

/**
 * A point whose objective has been computed.
 *
 * @param point code, signal, correlations
 * @param squaredSignal ‖Wᵀz‖²
 * @param squaredError ‖x − Wᵀz‖²
 * @param objective F(z)
 * @param gap F(z) minus the dual objective of the scaled residual, ≥ 0 up to rounding
 * @param owner owns the maps
 */
record Iterate(LassoPoint point, double squaredSignal, double squaredError, double objective, double gap, Scope owner)
        implements AutoCloseable {

    FeatureMap code() {
        return point.code();
    }

    FeatureMap signal() {
        return point.signal();
    }

    double relativeGap() {
        return objective == 0 ? 0 : Math.max(0, gap) / objective;
    }

    @Override
    public void close() {
        owner.close();
    }
}

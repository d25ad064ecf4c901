package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/**
 * A point of the search: a code, the signal that it makes, and the correlations of what is left.
 *
 * @param code z
 * @param signal Wᵀz
 * @param correlations W(x − Wᵀz)
 */
record Point(FeatureMap code, FeatureMap signal, FeatureMap correlations) {

    /** The extrapolated point z + β(z − z₋₁), all parts of which follow linearly. */
    static Point between(Engine engine, Scope owner, Iterate last, Iterate current, double beta) {
        Point z = current.point();
        if (last == null || beta == 0) return z;
        Point before = last.point();
        return new Point(
                beyond(engine, owner, before.code, z.code, beta),
                beyond(engine, owner, before.signal, z.signal, beta),
                beyond(engine, owner, before.correlations, z.correlations, beta));
    }

    private static FeatureMap beyond(Engine engine, Scope owner, FeatureMap from, FeatureMap to, double beta) {
        return engine.combined(owner, (float) (1 + beta), to, (float) -beta, from);
    }
}

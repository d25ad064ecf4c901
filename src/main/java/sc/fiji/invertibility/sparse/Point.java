package sc.fiji.invertibility.sparse;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;

/**
 * A point of the search: a code, its signal, and the correlations of the residual.
 *
 * @param code z
 * @param signal Wᵀz
 * @param correlations W(x − Wᵀz)
 */
record Point(FeatureMap code, FeatureMap signal, FeatureMap correlations) {

    /** The extrapolated point z + β(z − z₋₁), all parts of which follow linearly. */
    static Point between(Engine engine, Scope owner, Point last, Point z, double beta) {
        if (last == null || beta == 0) return z;
        List<FeatureMap> beyond = engine.combinedAll(owner, (float) (1 + beta), z.maps(), (float) -beta, last.maps());
        return new Point(beyond.get(0), beyond.get(1), beyond.get(2));
    }

    private List<FeatureMap> maps() {
        return List.of(code, signal, correlations);
    }
}

package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GramPowers;
import sc.fiji.invertibility.compute.LassoStep;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;

/**
 * Wᵀ and its transpose W, between the codes that a solver may choose and the signals they produce. All codes are maps
 * of one shape.
 */
public interface Dictionary {

    /**
     * Makes a code of zeros.
     *
     * @param scope the owner of the result
     * @return a code
     */
    FeatureMap zero(Scope scope);

    /**
     * Wᵀz.
     *
     * @param scope the owner of the result
     * @param z a code, not changed
     * @return the signal
     */
    FeatureMap synthesise(Scope scope, FeatureMap z);

    /**
     * Wr, the exact transpose.
     *
     * @param scope the owner of the result
     * @param r a signal, not changed
     * @return a code
     */
    FeatureMap analyse(Scope scope, FeatureMap r);

    /**
     * Starts a proximal gradient step towards the minimum of ‖x − Wᵀz‖² + λ‖z‖₁.
     *
     * @param engine where codes and signals are
     * @param scope the owner of the point's maps
     * @param x the signal
     * @param step where it begins, and how far it goes; its maps may be closed as soon as this returns
     * @return where it leads; the caller closes its norms
     */
    default LassoStep step(Engine engine, Scope scope, FeatureMap x, ProximalStep step) {
        return new SeparateOperations(engine, this).step(scope, x, step);
    }

    /**
     * Starts to apply WᵀW to a signal several times.
     *
     * @param engine where codes and signals are
     * @param scope the owner of the last result
     * @param v the signal, which is not changed, and may be closed as soon as this returns
     * @param count how often, ≥ 1
     * @return the last result and the norms of all, which the caller closes
     */
    default GramPowers gramPowers(Engine engine, Scope scope, FeatureMap v, int count) {
        return new SeparateOperations(engine, this).gramPowers(scope, v, count);
    }
}

package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.FeatureMap;
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
}

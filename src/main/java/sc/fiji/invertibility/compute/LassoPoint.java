package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.FeatureMap;

/**
 * A point of the search: a code, its signal, and the correlations of the residual.
 *
 * @param code z
 * @param signal Wᵀz
 * @param correlations W(x − Wᵀz)
 */
record Point(FeatureMap code, FeatureMap signal, FeatureMap correlations) {}

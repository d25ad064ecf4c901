package sc.fiji.invertibility.compute;

/**
 * A point of the search for a sparse code: the code, its signal, and the correlations of the residual.
 *
 * @param code z
 * @param signal Wᵀz
 * @param correlations W(x − Wᵀz)
 */
public record LassoPoint(FeatureMap code, FeatureMap signal, FeatureMap correlations) {}

package sc.fiji.invertibility.compute;

/**
 * The results of applying WᵀW to a signal v several times.
 *
 * @param last (WᵀW)ⁿv
 * @param squaredNorms ‖(WᵀW)ⁱv‖² for i from 1 to n
 */
public record GramPowers(FeatureMap last, Pending<double[]> squaredNorms) {}

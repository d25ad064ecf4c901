package sc.fiji.invertibility.sparse;

import java.util.List;

/**
 * How well a sparse code z fits a signal x.
 *
 * @param lambda λ, the absolute weight of the ℓ1 norm
 * @param objective F(z) = ‖x − Wᵀz‖² + λ‖z‖₁
 * @param gap the duality gap: F(z) exceeds the minimum by at most this
 * @param nonzeros ‖z‖₀
 * @param error ‖x − Wᵀz‖
 * @param codeNorm ‖z‖
 * @param signalNorm ‖Wᵀz‖
 * @param objectives F after each iteration; empty if there was none
 * @param restarts how often the momentum was reset
 */
public record SparseFit(
        double lambda,
        double objective,
        double gap,
        long nonzeros,
        double error,
        double codeNorm,
        double signalNorm,
        List<Double> objectives,
        int restarts) {

    /** {@return the number of iterations} */
    public int iterations() {
        return objectives.size();
    }

    /** {@return ‖Wᵀz‖/‖z‖, the model-RIP's ratio; NaN if z is zero} */
    public double normRatio() {
        return signalNorm / codeNorm;
    }

    /** {@return the duality gap as a fraction of F(z), the stopping criterion of {@link Fista}} */
    public double relativeGap() {
        return objective == 0 ? 0 : gap / objective;
    }
}

package sc.fiji.invertibility.compute;

import java.util.Optional;

/**
 * Whole iterations with W and Wᵀ, for engines that need fewer commands for one than for its operations one by one. See
 * {@link Engine}.
 */
public interface LassoOperations {

    /**
     * Starts a proximal gradient step towards the minimum of ‖x − Wᵀz‖² + λ‖z‖₁: z⁺, Wᵀz⁺ and W(x − Wᵀz⁺).
     *
     * @param scope the owner of the point's maps
     * @param w W, a bank without bias
     * @param x the signal
     * @param step where it begins, and how far it goes; its maps may be closed as soon as this returns
     * @return the step; empty if the single operations are as fast for such filters, or more memory would be needed
     *     than there is
     * @throws IllegalArgumentException if shapes do not match
     */
    default Optional<LassoStep> lassoStep(Scope scope, PackedFilters w, FeatureMap x, ProximalStep step) {
        return Optional.empty();
    }

    /**
     * Starts to apply WᵀW to a signal several times, as the power method does.
     *
     * @param scope the owner of the last result
     * @param w W, a bank without bias
     * @param v the signal, which is not changed, and may be closed as soon as this returns
     * @param count how often, ≥ 1
     * @return the last result and the norms of all; empty as for {@link #lassoStep}
     */
    default Optional<GramPowers> gramPowers(Scope scope, PackedFilters w, FeatureMap v, int count) {
        return Optional.empty();
    }
}

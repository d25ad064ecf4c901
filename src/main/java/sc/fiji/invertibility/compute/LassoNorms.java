package sc.fiji.invertibility.compute;

/**
 * What the objective ‖x − Wᵀz‖² + λ‖z‖₁ and its dual are computed from, and how far a step went.
 *
 * @param code ‖z‖₁
 * @param squaredSignal ‖Wᵀz‖²
 * @param squaredError ‖x − Wᵀz‖²
 * @param steepest ‖W(x − Wᵀz)‖∞
 * @param moves the distances of the step that led to z; null for none
 */
public record LassoNorms(
        double code, double squaredSignal, double squaredError, double steepest, StepDistances moves) {}

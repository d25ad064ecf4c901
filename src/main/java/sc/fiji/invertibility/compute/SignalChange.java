package sc.fiji.invertibility.compute;

/**
 * How near a signal x̂ is to an input x, and how that changed since another signal ŷ.
 *
 * @param squaredError ‖x − x̂‖²
 * @param squaredErrorBefore ‖x − ŷ‖²
 * @param squaredDistance ‖x̂ − ŷ‖²; NaN if it was not measured
 * @param squaredNorm ‖x̂‖²; NaN if it was not measured
 */
public record SignalChange(double squaredError, double squaredErrorBefore, double squaredDistance, double squaredNorm) {

    /** {@return whether the error became smaller} */
    public boolean improves() {
        return squaredError < squaredErrorBefore;
    }
}

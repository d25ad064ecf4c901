package sc.fiji.invertibility.compute;

/**
 * Squared distances between an iterate z, the extrapolated point y, and the next iterate z⁺.
 *
 * @param step ‖z⁺ − y‖²
 * @param signal ‖Wᵀ(z⁺ − y)‖²
 * @param momentum ‖y − z‖²
 * @param whole ‖z⁺ − z‖²
 */
public record StepDistances(double step, double signal, double momentum, double whole) {

    /** {@return whether the momentum points uphill: 2⟨y − z⁺, z⁺ − z⟩ &gt; 0, by the law of cosines} */
    public boolean turnBack() {
        return momentum - step - whole > 0;
    }
}

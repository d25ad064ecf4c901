package sc.fiji.invertibility.sparse;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.HostCode;

/**
 * The result of {@link SparseCodeRecovery}.
 *
 * @param z the model-sparse code of line 3, one value and switch per block
 * @param code the same, unpooled, with the axes (x, y, filter)
 * @param reconstruction Wᵀz, with the axes (x, y, channel)
 * @param inputNorm ‖x‖
 * @param allShifts the fit of line 1
 * @param pooled the fit of line 2: the code of line 1, pooled
 * @param onSupport the fit of line 3
 */
public record RecoveredCode(
        HostCode z,
        Img<FloatType> code,
        Img<FloatType> reconstruction,
        double inputNorm,
        SparseFit allShifts,
        SparseFit pooled,
        SparseFit onSupport) {

    /**
     * Returns the relative error of one line.
     *
     * @param line one of the three fits
     * @return ‖x − Wᵀz‖/‖x‖
     */
    public double relativeError(SparseFit line) {
        return line.error() / inputNorm;
    }
}

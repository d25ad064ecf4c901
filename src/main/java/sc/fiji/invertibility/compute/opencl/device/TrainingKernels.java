package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** What training needs besides {@link ChannelKernels}. The maps that are given have the sizes that they should. */
public interface TrainingKernels {

    /**
     * Fills the gradient with respect to a bank's filters.
     *
     * @param bank the bank
     * @param x its inputs
     * @param g the gradients with respect to its activations
     * @param result 1×K×(M/groups·ℓy·ℓx)
     */
    void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result);

    /**
     * Fills sums over windows.
     *
     * @param x a map
     * @param sum the windows and the factor
     * @param sums the result
     */
    void blockSums(DeviceMap x, BlockSum sum, DeviceMap sums);

    /**
     * Fills the transpose of sums over windows.
     *
     * @param g a map
     * @param sum the windows and the factor
     * @param spread the result
     */
    void blockSpread(DeviceMap g, BlockSum sum, DeviceMap spread);

    /**
     * Takes the values of a map at the positions of a code.
     *
     * @param g the map
     * @param z the code
     * @param unpooling where it puts its values
     * @param values the result
     */
    void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values);

    /**
     * Makes some values zero, and multiplies the others.
     *
     * @param x a map
     * @param dropout which values are kept
     * @param factor what these are multiplied by
     * @param kept the result
     */
    void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept);

    /**
     * Makes a step of Adam.
     *
     * @param step its constants
     * @param parameter what is trained
     * @param gradient its gradient
     * @param mean the mean gradient
     * @param square the mean squared gradient
     */
    void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square);
}

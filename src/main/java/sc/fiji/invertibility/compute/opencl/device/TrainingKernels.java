package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** What training needs besides {@link ChannelKernels}. The maps that are given have the sizes that they should. */
public abstract class TrainingKernels {

    /** For the kernels of a family. */
    protected TrainingKernels() {}

    void blockSums(DeviceMap x, BlockSum sum, DeviceMap sums) {
        resample("block_sums", x, sums, windows(x.shape(), sums.shape(), sum));
    }

    void blockSpread(DeviceMap g, BlockSum sum, DeviceMap spread) {
        resample("block_spread", g, spread, windows(spread.shape(), g.shape(), sum));
    }

    void reflect(DeviceMap x, int border, DeviceMap larger) {
        resample("reflect", x, larger, List.of(sizes(x), border));
    }

    void fold(DeviceMap g, int border, DeviceMap smaller) {
        resample("fold", g, smaller, List.of(sizes(smaller), border));
    }

    void repeat(DeviceMap x, int factor, DeviceMap larger) {
        resample("repeat", x, larger, List.of(sizes(x), sizes(larger), factor));
    }

    private static List<Object> sizes(DeviceMap map) {
        return List.of(map.shape().height(), map.shape().width());
    }

    private static List<Object> windows(Shape map, Shape units, BlockSum sum) {
        List<Object> sizes = List.of(map.height(), map.width(), units.height(), units.width());
        return List.of(sizes, sum.window(), sum.stride(), sum.factor());
    }

    void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square) {
        List<Object> maps = List.of(parameter, gradient, mean, square);
        adam(
                parameter,
                List.of(
                        maps,
                        step.correctedRate(),
                        (float) step.beta1(),
                        (float) step.beta2(),
                        step.correctedEpsilon()));
    }

    /**
     * Fills the gradient with respect to a bank's filters.
     *
     * @param bank the bank
     * @param x its inputs
     * @param g the gradients with respect to its activations
     * @param result 1×K×(M/groups·ℓy·ℓx)
     */
    protected abstract void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result);

    /**
     * Runs a kernel with an item for each value of a map, or for each vector of values.
     *
     * @param kernel its name
     * @param from a map
     * @param to the result, with as many channels
     * @param sizes what the kernel takes besides
     */
    protected abstract void resample(String kernel, DeviceMap from, DeviceMap to, List<Object> sizes);

    /**
     * Takes the values of a map at the positions of a code.
     *
     * @param g the map
     * @param z the code
     * @param unpooling where it puts its values
     * @param values the result
     */
    protected abstract void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values);

    /**
     * Makes some values zero, and multiplies the others.
     *
     * @param x a map
     * @param dropout which values are kept
     * @param factor what these are multiplied by
     * @param kept the result
     */
    protected abstract void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept);

    /**
     * Runs the kernel of Adam.
     *
     * @param map one of the maps
     * @param arguments the maps and the constants; the number of items follows
     */
    protected abstract void adam(DeviceMap map, List<Object> arguments);
}

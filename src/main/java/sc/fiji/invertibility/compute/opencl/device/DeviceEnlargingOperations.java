package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.compute.EnlargingOperations;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MirroredBorder;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** Mirrored borders and repeated values in device memory. */
public abstract class DeviceEnlargingOperations extends DeviceGradientOperations implements EnlargingOperations {

    /**
     * Begins with the memory that is given.
     *
     * @param memory the memory of the engine
     * @param batches allocates in it
     * @param pointwise the family's kernels
     * @param reductions the family's sums
     * @param channels the family's kernels for channels
     * @param training the family's kernels for training
     */
    protected DeviceEnlargingOperations(
            DeviceMemory memory,
            Batches batches,
            PointwiseKernels pointwise,
            Reductions reductions,
            ChannelKernels channels,
            TrainingKernels training) {
        super(memory, batches, pointwise, reductions, channels, training);
    }

    @Override
    public FeatureMap reflect(Scope scope, FeatureMap x, int border) {
        DeviceMap map = operands.map(x);
        DeviceMap larger = batches.allocate(scope, new MirroredBorder(border).around(x.shape()));
        training.reflect(map, border, larger);
        return larger;
    }

    @Override
    public FeatureMap fold(Scope scope, FeatureMap g, int border) {
        DeviceMap map = operands.map(g);
        DeviceMap smaller = batches.allocate(scope, new MirroredBorder(border).within(g.shape()));
        training.fold(map, border, smaller);
        return smaller;
    }

    @Override
    public FeatureMap repeat(Scope scope, FeatureMap x, int factor, int height, int width) {
        if (factor < 1) throw new IllegalArgumentException("a value is repeated at least once, not " + factor);
        DeviceMap map = operands.map(x);
        DeviceMap larger = batches.allocate(scope, new Shape(x.shape().channels(), height, width));
        training.repeat(map, factor, larger);
        return larger;
    }
}

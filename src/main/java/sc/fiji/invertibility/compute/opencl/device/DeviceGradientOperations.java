package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GradientOperations;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** Gradients, and parameters that change in device memory. */
public abstract class DeviceGradientOperations extends DeviceChannelOperations implements GradientOperations {

    final TrainingKernels training;

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
    protected DeviceGradientOperations(
            DeviceMemory memory,
            Batches batches,
            PointwiseKernels pointwise,
            Reductions reductions,
            ChannelKernels channels,
            TrainingKernels training) {
        super(memory, batches, pointwise, reductions, channels);
        this.training = training;
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ShapeChecks.requireParameters(bank, weights, bias);
        try (Scope local = new Scope()) {
            DeviceMap w = operands.map(copy(local, weights)), b = bias == null ? null : operands.map(copy(local, bias));
            return scope.own(packed(bank.withBias(null), new DeviceParameters(w, b).shared()));
        }
    }

    @Override
    public FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ShapeChecks.requireGradient(bank, x, g);
        DeviceMap result = batches.allocate(scope, ParameterShapes.weights(bank));
        try (Scope local = new Scope()) {
            training.filterGradient(bank, batch(local, x), batch(local, g), result);
        }
        return result;
    }

    @Override
    public FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum) {
        DeviceMap map = operands.map(x);
        DeviceMap sums = batches.allocate(scope, sum.output(x.shape()));
        training.blockSums(map, sum, sums);
        return sums;
    }

    @Override
    public FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, int height, int width) {
        DeviceMap map = operands.map(g);
        Shape shape = new Shape(g.shape().channels(), height, width);
        sum.output(shape).requireEqual(g.shape());
        DeviceMap spread = batches.allocate(scope, shape);
        training.blockSpread(map, sum, spread);
        return spread;
    }

    @Override
    public FeatureMap gather(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        g.shape().requireEqual(z.unpooledShape());
        DeviceMap map = operands.map(g);
        DeviceMap values = batches.allocate(scope, z.values().shape());
        training.gather(map, operands.code(z), unpooling, values);
        return values;
    }

    @Override
    public FeatureMap dropout(Scope scope, FeatureMap x, float rate, long seed) {
        DeviceMap map = operands.map(x);
        DeviceMap kept = batches.allocate(scope, x.shape());
        training.dropout(map, Dropout.of(rate, seed), 1 / (1 - rate), kept);
        return kept;
    }

    @Override
    public void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        for (FeatureMap map : List.of(gradient, mean, square)) parameter.shape().requireEqual(map.shape());
        training.adam(step, operands.map(parameter), operands.map(gradient), operands.map(mean), operands.map(square));
    }
}

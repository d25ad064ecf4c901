package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GradientOperations;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** Gradients, and parameters that change in device memory. */
public abstract class DeviceGradientOperations extends DeviceAlgebraOperations implements GradientOperations {

    private final ChannelKernels channels;
    private final TrainingKernels training;

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
        super(memory, batches, pointwise, reductions);
        this.channels = channels;
        this.training = training;
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ParameterShapes.require(bank, weights, bias);
        try (Scope local = new Scope()) {
            DeviceMap w = operands.map(copy(local, weights)), b = bias == null ? null : operands.map(copy(local, bias));
            return scope.own(packed(bank.withBias(null), new DeviceParameters(w, b).shared()));
        }
    }

    @Override
    public FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ParameterShapes.requireGradient(bank, x, g);
        DeviceMap result = batches.allocate(scope, ParameterShapes.weights(bank));
        try (Scope local = new Scope()) {
            training.filterGradient(bank, batch(local, x), batch(local, g), result);
        }
        return result;
    }

    @Override
    public FeatureMap channelSums(Scope scope, List<FeatureMap> g) {
        DeviceMap sums = row(scope, g);
        try (Scope local = new Scope()) {
            channels.sums(batch(local, g), 1, sums);
        }
        return sums;
    }

    @Override
    public ChannelMoments moments(Scope scope, List<FeatureMap> x) {
        DeviceMap mean = row(scope, x), variance = row(scope, x);
        float factor = (float) (1 / count(x));
        try (Scope local = new Scope()) {
            List<DeviceMap> maps = batch(local, x);
            channels.sums(maps, factor, mean);
            channels.squares(maps, mean, factor, variance);
        }
        return new ChannelMoments(mean, variance);
    }

    @Override
    public ChannelAffine batchNorm(
            Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon) {
        moments.mean().shape().requireEqual(gamma.shape());
        gamma.shape().requireEqual(beta.shape());
        DeviceMap mean = operands.map(moments.mean()), variance = operands.map(moments.variance());
        DeviceMap scale = batches.allocate(scope, gamma.shape()), shift = batches.allocate(scope, gamma.shape());
        channels.batchNorm(mean, variance, operands.map(gamma), operands.map(beta), epsilon, scale, shift);
        return new ChannelAffine(scale, shift);
    }

    @Override
    public List<FeatureMap> affine(Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification) {
        ParameterShapes.requireChannels(x.get(0).shape(), affine.shift());
        DeviceMap scale = affine.scale() == null ? null : operands.map(affine.scale());
        DeviceMap shift = operands.map(affine.shift());
        try (Scope local = new Scope()) {
            List<DeviceMap> maps = batch(local, x);
            List<DeviceMap> results = batches.allocate(scope, maps.get(0).shape(), x.size());
            channels.combine(scale, maps, null, null, shift, rectification == Rectification.RELU, results);
            return List.copyOf(results);
        }
    }

    @Override
    public BatchNormGradient batchNormGradient(
            Scope scope,
            List<FeatureMap> x,
            List<FeatureMap> g,
            ChannelMoments moments,
            FeatureMap gamma,
            float epsilon) {
        ParameterShapes.requirePairs(x, g);
        ParameterShapes.requireChannels(x.get(0).shape(), gamma);
        DeviceMap mean = operands.map(moments.mean()), variance = operands.map(moments.variance());
        DeviceMap shift = row(scope, x), scale = row(scope, x);
        try (Scope local = new Scope()) {
            List<DeviceMap> maps = batch(local, x), slopes = batch(local, g);
            channels.sums(slopes, 1, shift);
            channels.products(maps, slopes, mean, scale);
            List<DeviceMap> abc = List.of(row(local, x), row(local, x), row(local, x));
            channels.terms(mean, variance, operands.map(gamma), epsilon, (float) count(x), shift, scale, abc);
            List<DeviceMap> results = batches.allocate(scope, maps.get(0).shape(), x.size());
            channels.combine(abc.get(0), slopes, abc.get(1), maps, abc.get(2), false, results);
            return new BatchNormGradient(List.copyOf(results), scale, shift);
        }
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

    private List<DeviceMap> batch(Scope local, List<FeatureMap> maps) {
        return batches.of(local, operands.alike(maps));
    }

    private DeviceMap row(Scope scope, List<FeatureMap> maps) {
        return batches.allocate(
                scope, ParameterShapes.perChannel(maps.get(0).shape().channels()));
    }

    private static double count(List<FeatureMap> maps) {
        return (double) maps.size() * maps.get(0).shape().pixels();
    }
}

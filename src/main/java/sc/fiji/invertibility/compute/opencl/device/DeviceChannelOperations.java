package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.ChannelOperations;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.ShapeChecks;

/** Sums over channels, and operations with a value for each channel. */
public abstract class DeviceChannelOperations extends DeviceAlgebraOperations implements ChannelOperations {

    private final ChannelKernels channels;

    /**
     * Begins with the memory that is given.
     *
     * @param memory the memory of the engine
     * @param batches allocates in it
     * @param pointwise the family's kernels
     * @param reductions the family's sums
     * @param channels the family's kernels for channels
     */
    protected DeviceChannelOperations(
            DeviceMemory memory,
            Batches batches,
            PointwiseKernels pointwise,
            Reductions reductions,
            ChannelKernels channels) {
        super(memory, batches, pointwise, reductions);
        this.channels = channels;
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
        ShapeChecks.requireChannels(x.get(0).shape(), affine.shift());
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
        ShapeChecks.requirePairs(x, g);
        ShapeChecks.requireChannels(x.get(0).shape(), gamma);
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

    final List<DeviceMap> batch(Scope local, List<FeatureMap> maps) {
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

package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GradientOperations;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.filters.FilterBank;

/** Gradients on a processor, and parameters that change in its memory. */
abstract class ProcessorGradientOperations extends ProcessorSparsityOperations implements GradientOperations {

    private final FilterGradient filterGradient;
    private final ChannelKernels channels;
    private final TrainingKernels training;

    ProcessorGradientOperations(TunedDevice context, long memoryLimit) {
        super(context, memoryLimit);
        filterGradient = new FilterGradient(context, memory);
        channels = new ChannelKernels(context, memory);
        training = new TrainingKernels(context);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ParameterShapes.require(bank, weights, bias);
        try (Scope local = new Scope()) {
            DeviceMap w = operands.map(copy(local, weights)), b = bias == null ? null : operands.map(copy(local, bias));
            DeviceParameters parameters = new DeviceParameters(w, b).shared();
            return scope.own(new DeviceFilters(packer, bank.withBias(null), parameters));
        }
    }

    @Override
    public FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ParameterShapes.requireGradient(bank, x, g);
        List<DeviceMap> inputs = operands.maps(x), slopes = operands.maps(g);
        DeviceMap result = allocate(scope, ParameterShapes.weights(bank));
        filterGradient.run(bank, inputs, slopes, result);
        return result;
    }

    @Override
    public FeatureMap channelSums(Scope scope, List<FeatureMap> g) {
        List<DeviceMap> maps = operands.alike(g);
        DeviceMap sums = row(scope, maps);
        channels.sums(maps, 1, sums);
        return sums;
    }

    @Override
    public ChannelMoments moments(Scope scope, List<FeatureMap> x) {
        List<DeviceMap> maps = operands.alike(x);
        DeviceMap mean = row(scope, maps), variance = row(scope, maps);
        float factor = (float) (1 / count(maps));
        channels.sums(maps, factor, mean);
        channels.squares(maps, mean, factor, variance);
        return new ChannelMoments(mean, variance);
    }

    @Override
    public ChannelAffine batchNorm(
            Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon) {
        moments.mean().shape().requireEqual(gamma.shape());
        gamma.shape().requireEqual(beta.shape());
        DeviceMap scale = allocate(scope, gamma.shape()), shift = allocate(scope, gamma.shape());
        channels.batchNorm(
                operands.map(moments.mean()),
                operands.map(moments.variance()),
                operands.map(gamma),
                operands.map(beta),
                epsilon,
                scale,
                shift);
        return new ChannelAffine(scale, shift);
    }

    @Override
    public List<FeatureMap> affine(Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification) {
        List<DeviceMap> maps = operands.alike(x);
        ParameterShapes.requireChannels(maps.get(0).shape(), affine.shift());
        DeviceMap scale = affine.scale() == null ? null : operands.map(affine.scale());
        DeviceMap shift = operands.map(affine.shift());
        return maps.stream()
                .map(map -> {
                    DeviceMap result = allocate(scope, map.shape());
                    boolean rectified = rectification == Rectification.RELU;
                    channels.combine(scale, map, null, null, shift, rectified, result);
                    return (FeatureMap) result;
                })
                .toList();
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
        List<DeviceMap> maps = operands.maps(x), slopes = operands.maps(g);
        DeviceMap mean = operands.map(moments.mean()), variance = operands.map(moments.variance());
        DeviceMap shift = row(scope, maps), scale = row(scope, maps);
        channels.sums(slopes, 1, shift);
        channels.products(maps, slopes, mean, scale);
        try (Scope local = new Scope()) {
            List<DeviceMap> abc = List.of(row(local, maps), row(local, maps), row(local, maps));
            channels.terms(mean, variance, operands.map(gamma), epsilon, (float) count(maps), shift, scale, abc);
            List<FeatureMap> results = IntStream.range(0, maps.size())
                    .mapToObj(i -> {
                        DeviceMap result = allocate(scope, maps.get(i).shape());
                        channels.combine(abc.get(0), slopes.get(i), abc.get(1), maps.get(i), abc.get(2), false, result);
                        return (FeatureMap) result;
                    })
                    .toList();
            return new BatchNormGradient(results, scale, shift);
        }
    }

    @Override
    public FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum) {
        DeviceMap map = operands.map(x);
        DeviceMap sums = allocate(scope, sum.output(x.shape()));
        training.blockSums(map, sum, sums);
        return sums;
    }

    @Override
    public FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, int height, int width) {
        DeviceMap map = operands.map(g);
        Shape shape = new Shape(g.shape().channels(), height, width);
        sum.output(shape).requireEqual(g.shape());
        DeviceMap spread = allocate(scope, shape);
        training.blockSpread(map, sum, spread);
        return spread;
    }

    @Override
    public FeatureMap gather(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        g.shape().requireEqual(z.unpooledShape());
        DeviceMap map = operands.map(g);
        DeviceMap values = allocate(scope, z.values().shape());
        training.gather(map, operands.code(z), unpooling, values);
        return values;
    }

    @Override
    public FeatureMap dropout(Scope scope, FeatureMap x, float rate, long seed) {
        DeviceMap map = operands.map(x);
        DeviceMap kept = allocate(scope, x.shape());
        training.dropout(map, rate, seed, kept);
        return kept;
    }

    @Override
    public void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        for (FeatureMap map : List.of(gradient, mean, square)) parameter.shape().requireEqual(map.shape());
        training.adam(step, operands.map(parameter), operands.map(gradient), operands.map(mean), operands.map(square));
    }

    private DeviceMap row(Scope scope, List<DeviceMap> maps) {
        return allocate(scope, ParameterShapes.perChannel(maps.get(0).shape().channels()));
    }

    private static double count(List<DeviceMap> maps) {
        return (double) maps.size() * maps.get(0).shape().pixels();
    }
}

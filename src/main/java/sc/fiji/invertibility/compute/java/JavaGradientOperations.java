package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.GradientOperations;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Gradients on the heap, and parameters that change there. */
abstract class JavaGradientOperations extends JavaSparsityOperations implements GradientOperations {

    private final FilterGradient filterGradient;
    private final ChannelStatistics statistics;

    JavaGradientOperations(WorkerPool workers, long bytes) {
        super(workers, bytes);
        filterGradient = new FilterGradient(workers);
        statistics = new ChannelStatistics(workers);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ParameterShapes.require(bank, weights, bias);
        FilterBank current = bank.withWeights(own(weights).plane(0))
                .withBias(bias == null ? null : own(bias).plane(0));
        // Not from the cache, since these weights are not seen again.
        return scope.own(new HeapFilters(memory, current, new WeightLayouts(current)));
    }

    @Override
    public FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ParameterShapes.requireGradient(bank, x, g);
        HeapMap result = map(scope, ParameterShapes.weights(bank));
        filterGradient.apply(bank, own(x), own(g), result);
        return result;
    }

    @Override
    public FeatureMap channelSums(Scope scope, List<FeatureMap> g) {
        return row(scope, statistics.sums(alike(g)), 1);
    }

    @Override
    public ChannelMoments moments(Scope scope, List<FeatureMap> x) {
        List<HeapMap> maps = alike(x);
        double count = count(maps);
        double[] mean = statistics.sums(maps);
        for (int c = 0; c < mean.length; c++) mean[c] /= count;
        return new ChannelMoments(row(scope, mean, 1), row(scope, statistics.squares(maps, mean), 1 / count));
    }

    @Override
    public ChannelAffine batchNorm(
            Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon) {
        float[] mean = own(moments.mean()).plane(0),
                variance = own(moments.variance()).plane(0);
        float[] g = own(gamma).plane(0), b = own(beta).plane(0);
        double[] scale = new double[g.length], shift = new double[g.length];
        for (int c = 0; c < g.length; c++) {
            scale[c] = g[c] / Math.sqrt(variance[c] + (double) epsilon);
            shift[c] = b[c] - mean[c] * scale[c];
        }
        return new ChannelAffine(row(scope, scale, 1), row(scope, shift, 1));
    }

    @Override
    public List<FeatureMap> affine(Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification) {
        List<HeapMap> maps = alike(x);
        ParameterShapes.requireChannels(maps.get(0).shape(), affine.shift());
        float[] scale = affine.scale() == null ? null : own(affine.scale()).plane(0);
        float[] shift = own(affine.shift()).plane(0);
        List<HeapMap> results = like(scope, maps);
        boolean relu = rectification == Rectification.RELU;
        statistics.forEach(
                maps,
                (n, c) -> affine(
                        maps.get(n).plane(c),
                        scale == null ? 1 : scale[c],
                        shift[c],
                        relu,
                        results.get(n).plane(c)));
        return List.copyOf(results);
    }

    @Override
    public BatchNormGradient batchNormGradient(
            Scope scope,
            List<FeatureMap> x,
            List<FeatureMap> g,
            ChannelMoments moments,
            FeatureMap gamma,
            float epsilon) {
        List<HeapMap> maps = alike(x), gradients = alike(g);
        ParameterShapes.requirePairs(x, g);
        ParameterShapes.requireChannels(maps.get(0).shape(), gamma);
        float[] mean = own(moments.mean()).plane(0),
                variance = own(moments.variance()).plane(0);
        float[] factor = own(gamma).plane(0);
        double count = count(maps);
        double[] shift = statistics.sums(gradients), scale = statistics.products(maps, gradients, mean);
        float[][] terms = new float[3][mean.length];
        for (int c = 0; c < mean.length; c++) {
            double deviation = Math.sqrt(variance[c] + (double) epsilon);
            scale[c] /= deviation;
            double a = factor[c] / deviation, b = -a * scale[c] / (count * deviation);
            terms[0][c] = (float) a;
            terms[1][c] = (float) b;
            terms[2][c] = (float) (-a * shift[c] / count - b * mean[c]);
        }
        List<HeapMap> results = like(scope, maps);
        statistics.forEach(
                maps,
                (n, c) -> combine(
                        gradients.get(n).plane(c),
                        terms[0][c],
                        maps.get(n).plane(c),
                        terms[1][c],
                        terms[2][c],
                        results.get(n).plane(c)));
        return new BatchNormGradient(List.copyOf(results), row(scope, scale, 1), row(scope, shift, 1));
    }

    @Override
    public void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        HeapMap p = own(parameter), g = own(gradient), m = own(mean), v = own(square);
        for (FeatureMap map : List.of(gradient, mean, square)) parameter.shape().requireEqual(map.shape());
        float rate = step.correctedRate(), epsilon = step.correctedEpsilon();
        float beta1 = (float) step.beta1(), beta2 = (float) step.beta2();
        algebra.forEach(p, (c, from, to) -> {
            float[] values = p.plane(c), slope = g.plane(c), first = m.plane(c), second = v.plane(c);
            for (int i = from; i < to; i++) {
                first[i] = beta1 * first[i] + (1 - beta1) * slope[i];
                second[i] = beta2 * second[i] + (1 - beta2) * slope[i] * slope[i];
                values[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
            }
        });
    }

    private static void affine(float[] x, float scale, float shift, boolean relu, float[] y) {
        if (relu) for (int i = 0; i < y.length; i++) y[i] = Math.max(0, scale * x[i] + shift);
        else for (int i = 0; i < y.length; i++) y[i] = scale * x[i] + shift;
    }

    private static void combine(float[] g, float a, float[] x, float b, float c, float[] result) {
        for (int i = 0; i < result.length; i++) result[i] = a * g[i] + b * x[i] + c;
    }

    private static double count(List<HeapMap> maps) {
        return (double) maps.size() * maps.get(0).shape().pixels();
    }

    private List<HeapMap> own(List<FeatureMap> maps) {
        return maps.stream().map(this::own).toList();
    }

    private List<HeapMap> alike(List<FeatureMap> maps) {
        Shape shape = maps.get(0).shape();
        maps.forEach(map -> shape.requireEqual(map.shape()));
        return own(maps);
    }

    private List<HeapMap> like(Scope scope, List<HeapMap> maps) {
        return maps.stream().map(map -> map(scope, map.shape())).toList();
    }

    private HeapMap row(Scope scope, double[] values, double factor) {
        HeapMap row = map(scope, ParameterShapes.perChannel(values.length));
        for (int c = 0; c < values.length; c++) row.plane(0)[c] = (float) (factor * values[c]);
        return row;
    }
}

package sc.fiji.invertibility.compute.java;

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

/** Sums over channels on the heap, and operations with a value for each channel. */
abstract class JavaChannelOperations extends JavaSparsityOperations implements ChannelOperations {

    private final ChannelStatistics statistics;

    JavaChannelOperations(WorkerPool workers, long bytes) {
        super(workers, bytes);
        statistics = new ChannelStatistics(workers);
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
        ShapeChecks.requireChannels(maps.get(0).shape(), affine.shift());
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
        ShapeChecks.requirePairs(x, g);
        ShapeChecks.requireChannels(maps.get(0).shape(), gamma);
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

    private List<HeapMap> alike(List<FeatureMap> maps) {
        ShapeChecks.requireOneShape(maps);
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

    final List<HeapMap> own(List<FeatureMap> maps) {
        return maps.stream().map(this::own).toList();
    }
}

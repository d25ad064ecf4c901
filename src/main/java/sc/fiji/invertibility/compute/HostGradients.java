package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/** The gradients on the heap, for engines without kernels for them. Sums are in double precision. */
final class HostGradients {

    private final HostTensors host;

    HostGradients(PointwiseOperations engine) {
        host = new HostTensors(engine);
    }

    FeatureMap filters(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        int taps = bank.height() * bank.width(), length = bank.filterChannels() * taps;
        double[] sums = new double[bank.filters() * length];
        Shape in = x.get(0).shape(), out = g.get(0).shape();
        for (int n = 0; n < x.size(); n++) {
            float[] input = host.values(x.get(n)), gradient = host.values(g.get(n));
            for (int k = 0; k < bank.filters(); k++)
                for (int i = 0; i < length; i++) {
                    int first = k / (bank.filters() / bank.groups()) * bank.filterChannels();
                    sums[k * length + i] += tap(bank, input, in, first + i / taps, i % taps, gradient, out, k);
                }
        }
        return host.map(scope, ParameterShapes.weights(bank), floats(sums));
    }

    private static double tap(
            FilterBank bank, float[] input, Shape in, int channel, int tap, float[] gradient, Shape out, int filter) {
        int top = tap / bank.width() - bank.padding().y();
        int left = tap % bank.width() - bank.padding().x();
        double sum = 0;
        for (int y = 0; y < out.height(); y++) {
            int row = y * bank.stride() + top;
            if (row < 0 || row >= in.height()) continue;
            int from = (channel * in.height() + row) * in.width(), at = (filter * out.height() + y) * out.width();
            for (int column = 0; column < out.width(); column++) {
                int position = column * bank.stride() + left;
                if (position >= 0 && position < in.width())
                    sum += (double) gradient[at + column] * input[from + position];
            }
        }
        return sum;
    }

    FeatureMap channelSums(Scope scope, List<FeatureMap> g) {
        Shape shape = g.get(0).shape();
        double[] sums = new double[shape.channels()];
        for (FeatureMap map : g) {
            float[] values = host.values(map);
            for (int i = 0; i < values.length; i++) sums[(int) (i / shape.pixels())] += values[i];
        }
        return perChannel(scope, sums);
    }

    ChannelMoments moments(Scope scope, List<FeatureMap> x) {
        Shape shape = x.get(0).shape();
        double count = (double) x.size() * shape.pixels();
        double[] mean = new double[shape.channels()], variance = new double[shape.channels()];
        for (FeatureMap map : x) {
            float[] values = host.values(map);
            for (int i = 0; i < values.length; i++) mean[(int) (i / shape.pixels())] += values[i] / count;
        }
        for (FeatureMap map : x) {
            float[] values = host.values(map);
            for (int i = 0; i < values.length; i++) {
                double distance = values[i] - mean[(int) (i / shape.pixels())];
                variance[(int) (i / shape.pixels())] += distance * distance / count;
            }
        }
        return new ChannelMoments(perChannel(scope, mean), perChannel(scope, variance));
    }

    ChannelAffine batchNorm(Scope scope, ChannelMoments moments, FeatureMap gamma, FeatureMap beta, float epsilon) {
        float[] mean = host.values(moments.mean()), variance = host.values(moments.variance());
        float[] g = host.values(gamma), b = host.values(beta);
        double[] scale = new double[g.length], shift = new double[g.length];
        for (int c = 0; c < g.length; c++) {
            scale[c] = g[c] / Math.sqrt(variance[c] + (double) epsilon);
            shift[c] = b[c] - mean[c] * scale[c];
        }
        return new ChannelAffine(perChannel(scope, scale), perChannel(scope, shift));
    }

    List<FeatureMap> affine(Scope scope, List<FeatureMap> x, ChannelAffine affine, Rectification rectification) {
        float[] shift = host.values(affine.shift()),
                scale = affine.scale() == null ? null : host.values(affine.scale());
        List<FeatureMap> results = new ArrayList<>();
        for (FeatureMap map : x) {
            float[] values = host.values(map);
            for (int i = 0; i < values.length; i++) {
                int c = (int) (i / map.shape().pixels());
                float value = (scale == null ? 1 : scale[c]) * values[i] + shift[c];
                values[i] = rectification == Rectification.RELU ? Math.max(0, value) : value;
            }
            results.add(host.map(scope, map.shape(), values));
        }
        return results;
    }

    BatchNormGradient batchNorm(
            Scope scope,
            List<FeatureMap> x,
            List<FeatureMap> g,
            ChannelMoments moments,
            FeatureMap gamma,
            float epsilon) {
        Shape shape = x.get(0).shape();
        float[] mean = host.values(moments.mean()), variance = host.values(moments.variance());
        float[] factors = host.values(gamma);
        double[] scale = new double[mean.length], shift = new double[mean.length];
        for (int n = 0; n < x.size(); n++) {
            float[] values = host.values(x.get(n)), gradient = host.values(g.get(n));
            for (int i = 0; i < values.length; i++) {
                int c = (int) (i / shape.pixels());
                shift[c] += gradient[i];
                scale[c] += gradient[i] * (values[i] - mean[c]) / Math.sqrt(variance[c] + (double) epsilon);
            }
        }
        double count = (double) x.size() * shape.pixels();
        List<FeatureMap> input = new ArrayList<>();
        for (int n = 0; n < x.size(); n++) {
            float[] values = host.values(x.get(n)), gradient = host.values(g.get(n));
            for (int i = 0; i < values.length; i++) {
                int c = (int) (i / shape.pixels());
                double deviation = Math.sqrt(variance[c] + (double) epsilon);
                double normal = (values[i] - mean[c]) / deviation;
                gradient[i] =
                        (float) (factors[c] / deviation * (gradient[i] - shift[c] / count - normal * scale[c] / count));
            }
            input.add(host.map(scope, shape, gradient));
        }
        return new BatchNormGradient(input, perChannel(scope, scale), perChannel(scope, shift));
    }

    FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum, Shape output) {
        Shape shape = x.shape();
        float[] values = host.values(x), sums = new float[Math.toIntExact(output.size())];
        for (int i = 0; i < sums.length; i++) {
            int corner = corner(i, output, shape, sum.stride());
            double total = 0;
            for (int row = 0; row < sum.window(); row++)
                for (int column = 0; column < sum.window(); column++)
                    total += values[corner + row * shape.width() + column];
            sums[i] = (float) (sum.factor() * total);
        }
        return host.map(scope, output, sums);
    }

    FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, Shape shape) {
        float[] gradient = host.values(g), values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < gradient.length; i++) {
            int corner = corner(i, g.shape(), shape, sum.stride());
            for (int row = 0; row < sum.window(); row++)
                for (int column = 0; column < sum.window(); column++)
                    values[corner + row * shape.width() + column] += sum.factor() * gradient[i];
        }
        return host.map(scope, shape, values);
    }

    /** The first index, in a map of one shape, of the window of a unit of another. */
    private static int corner(int unit, Shape units, Shape shape, int stride) {
        int channel = (int) (unit / units.pixels()), within = (int) (unit % units.pixels());
        int row = within / units.width() * stride, column = within % units.width() * stride;
        return (channel * shape.height() + row) * shape.width() + column;
    }

    private FeatureMap perChannel(Scope scope, double[] values) {
        return host.map(scope, ParameterShapes.perChannel(values.length), floats(values));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) floats[i] = (float) values[i];
        return floats;
    }
}

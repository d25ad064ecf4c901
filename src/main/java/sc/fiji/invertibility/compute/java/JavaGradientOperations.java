package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
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

/** Gradients on the heap, and parameters that change there. */
abstract class JavaGradientOperations extends JavaChannelOperations implements GradientOperations {

    private final FilterGradient filterGradient;

    JavaGradientOperations(WorkerPool workers, long bytes) {
        super(workers, bytes);
        filterGradient = new FilterGradient(workers);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank, FeatureMap weights, FeatureMap bias) {
        ShapeChecks.requireParameters(bank, weights, bias);
        FilterBank current = bank.withWeights(own(weights).plane(0))
                .withBias(bias == null ? null : own(bias).plane(0));
        // Not from the cache, since these weights are not seen again.
        return scope.own(new HeapFilters(memory, current, new WeightLayouts(current)));
    }

    @Override
    public FeatureMap filterGradient(Scope scope, List<FeatureMap> x, List<FeatureMap> g, FilterBank bank) {
        ShapeChecks.requireGradient(bank, x, g);
        HeapMap result = map(scope, ParameterShapes.weights(bank));
        filterGradient.apply(bank, own(x), own(g), result);
        return result;
    }

    @Override
    public FeatureMap blockSums(Scope scope, FeatureMap x, BlockSum sum) {
        HeapMap map = own(x);
        HeapMap result = map(scope, sum.output(x.shape()));
        forEachChannel(result, c -> {
            float[] values = map.plane(c), sums = result.plane(c);
            int unit = 0;
            for (int row = 0; row < result.height(); row++)
                for (int column = 0; column < result.width(); column++) {
                    int corner = (row * map.width() + column) * sum.stride();
                    float total = 0;
                    for (int i = 0; i < sum.window(); i++)
                        for (int j = 0; j < sum.window(); j++) total += values[corner + i * map.width() + j];
                    sums[unit++] = sum.factor() * total;
                }
        });
        return result;
    }

    @Override
    public FeatureMap blockSpread(Scope scope, FeatureMap g, BlockSum sum, int height, int width) {
        HeapMap gradient = own(g);
        Shape shape = new Shape(g.shape().channels(), height, width);
        sum.output(shape).requireEqual(g.shape());
        HeapMap result = map(scope, shape);
        forEachChannel(result, c -> {
            float[] values = result.plane(c), units = gradient.plane(c);
            Arrays.fill(values, 0);
            int unit = 0;
            for (int row = 0; row < gradient.height(); row++)
                for (int column = 0; column < gradient.width(); column++) {
                    int corner = (row * width + column) * sum.stride();
                    float value = sum.factor() * units[unit++];
                    for (int i = 0; i < sum.window(); i++)
                        for (int j = 0; j < sum.window(); j++) values[corner + i * width + j] += value;
                }
        });
        return result;
    }

    @Override
    public FeatureMap gather(Scope scope, FeatureMap g, PooledCode z, Unpooling unpooling) {
        HeapMap map = own(g);
        HeapCode code = own(z);
        g.shape().requireEqual(z.unpooledShape());
        HeapMap result = map(scope, code.shape());
        forEachChannel(result, c -> {
            int[] positions = new int[code.shape().width()];
            float[] values = map.plane(c), gathered = result.plane(c);
            for (int row = 0, unit = 0; row < code.shape().height(); row++) {
                code.positions(c, row, unpooling, positions);
                for (int position : positions) gathered[unit++] = values[position];
            }
        });
        return result;
    }

    @Override
    public FeatureMap dropout(Scope scope, FeatureMap x, float rate, long seed) {
        HeapMap map = own(x);
        Dropout dropout = Dropout.of(rate, seed);
        HeapMap result = map(scope, x.shape());
        int pixels = (int) x.shape().pixels();
        float factor = 1 / (1 - rate);
        forEachChannel(result, c -> {
            float[] values = map.plane(c), kept = result.plane(c);
            for (int i = 0; i < pixels; i++) kept[i] = dropout.keeps(c * pixels + i) ? factor * values[i] : 0;
        });
        return result;
    }

    @Override
    public void adam(AdamStep step, FeatureMap parameter, FeatureMap gradient, FeatureMap mean, FeatureMap square) {
        HeapMap p = own(parameter), g = own(gradient), m = own(mean), v = own(square);
        for (FeatureMap map : List.of(gradient, mean, square)) parameter.shape().requireEqual(map.shape());
        float rate = step.correctedRate(), epsilon = step.correctedEpsilon();
        float beta1 = (float) step.beta1(), beta2 = (float) step.beta2();
        pieces.forEach(p, (c, from, to) -> {
            float[] values = p.plane(c), slope = g.plane(c), first = m.plane(c), second = v.plane(c);
            for (int i = from; i < to; i++) {
                first[i] = beta1 * first[i] + (1 - beta1) * slope[i];
                second[i] = beta2 * second[i] + (1 - beta2) * slope[i] * slope[i];
                values[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) + epsilon);
            }
        });
    }

    private void forEachChannel(HeapMap map, IntConsumer work) {
        workers.forEach(map.shape().channels(), work);
    }
}

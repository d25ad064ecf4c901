package sc.fiji.invertibility.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.GaussianFilters;

/** The gradient of a chain of each kind of layer predicts how its loss changes. */
class LayerGradientsTest {

    private static final Shape INPUT = new Shape(3, 12, 10);

    /** Makes the layers of a chain. */
    private interface Layers {
        List<TrainableLayer> of(Engine engine, Scope scope);
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void ofConvolutions(Engine engine) {
        check(
                engine,
                (e, scope) -> List.of(
                        ConvolutionLayer.trained(
                                e,
                                scope,
                                "a",
                                GaussianFilters.scaled(8, 3, 3, 1).withBias(few(8)),
                                Rectification.RELU),
                        ConvolutionLayer.fixed(e, scope, "b", GaussianFilters.scaled(6, 8, 1, 2), Rectification.NONE),
                        new ReluLayer("c"),
                        ConvolutionLayer.trained(
                                e,
                                scope,
                                "d",
                                GaussianFilters.scaled(4, 6, 5, 3).withStride(2),
                                Rectification.NONE)));
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void ofPooling(Engine engine) {
        check(
                engine,
                (e, scope) -> List.of(
                        ConvolutionLayer.trained(e, scope, "a", GaussianFilters.scaled(5, 3, 3, 1), Rectification.NONE),
                        new MaxPoolLayer("pool", new Pooling(3, 2, true, Pooling.Selection.LARGEST)),
                        new MaxPoolLayer("last", Pooling.blocks(2, Pooling.Selection.LARGEST_RECTIFIED)),
                        new RepetitionLayer("twice", 2),
                        new AveragePoolLayer("mean", 3, 1)));
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void ofBatchNormalisationAndDropout(Engine engine) {
        check(
                engine,
                (e, scope) -> List.of(
                        ConvolutionLayer.trained(e, scope, "a", GaussianFilters.scaled(7, 3, 3, 1), Rectification.NONE),
                        BatchNormLayer.trained(e, scope, "b", 7, Rectification.RELU),
                        new DropoutLayer("c", 0.4f),
                        ConvolutionLayer.trained(
                                e, scope, "d", GaussianFilters.scaled(2, 7, 3, 3), Rectification.NONE)));
    }

    @ParameterizedTest
    @ArgumentsSource(EachEngine.class)
    void ofDecoders(Engine engine) {
        check(
                engine,
                (e, scope) -> List.of(
                        ConvolutionLayer.trained(e, scope, "a", GaussianFilters.scaled(4, 3, 3, 1), Rectification.NONE),
                        new UnpoolingLayer("up", "encoder", Unpooling.SWITCHES, UnpoolingLayer.UnpooledSize.blocks(2)),
                        TransposedConvolutionLayer.trained(
                                e, scope, "b", GaussianFilters.scaled(4, 5, 3, 2), few(5), Rectification.RELU),
                        TransposedConvolutionLayer.trained(
                                e,
                                scope,
                                "c",
                                GaussianFilters.scaled(5, 2, 4, 2)
                                        .withStride(2)
                                        .withPadding(new sc.fiji.invertibility.filters.Padding(1, 1)),
                                null,
                                Rectification.NONE)));
    }

    private static float[] few(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = 0.1f * i - 0.2f;
        return values;
    }

    /**
     * Moves all parameters and the input at once, each along its own gradient and a random direction: along the first,
     * the loss changes more than it is rounded, and the second finds what a gradient leaves out.
     */
    private static void check(Engine engine, Layers layers) {
        try (Scope scope = new Scope()) {
            LayerChain chain = LayerChain.of(layers.of(engine, scope));
            List<float[]> x = List.of(random(INPUT.size(), 1), random(INPUT.size(), 2));
            List<Parameter> trained =
                    chain.parameters().stream().filter(Parameter::trained).toList();
            List<float[]> gradients = new ArrayList<>();
            try (Step step = Step.training(engine, 3)) {
                ChainPass pass = chain.forward(step, up(step, x));
                List<FeatureMap> toInput =
                        pass.toInput(step.scope(), loss(step, pass).gradient());
                for (Parameter parameter : trained)
                    gradients.add(down(engine, step.gradients().get(parameter)));
                for (FeatureMap map : toInput) gradients.add(down(engine, map));
            }
            List<float[]> directions = new ArrayList<>();
            double predicted = 0;
            for (int i = 0; i < gradients.size(); i++) {
                float[] random = unit(random(gradients.get(i).length, 10 + i));
                directions.add(sum(unit(gradients.get(i)), random, 0.5));
                predicted += dot(gradients.get(i), directions.get(i));
            }
            double step = 1e-3, up = moved(engine, chain, trained, directions, x, step);
            double slope = (up - moved(engine, chain, trained, directions, x, -step)) / (2 * step);
            assertTrue(slope > 0.05, "a direction that matters: " + slope);
            assertEquals(slope, predicted, 0.01 * slope);
        }
    }

    private static double moved(
            Engine engine,
            LayerChain chain,
            List<Parameter> trained,
            List<float[]> directions,
            List<float[]> x,
            double by) {
        List<float[]> before = trained.stream().map(p -> p.tensor().data()).toList();
        for (int i = 0; i < before.size(); i++) trained.get(i).set(sum(before.get(i), directions.get(i), by));
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) inputs.add(sum(x.get(i), directions.get(before.size() + i), by));
        try (Step step = Step.training(engine, 3)) {
            return loss(step, chain.forward(step, up(step, inputs))).value();
        } finally {
            for (int i = 0; i < before.size(); i++) trained.get(i).set(before.get(i));
        }
    }

    private static LossGradient loss(Step step, ChainPass pass) {
        List<FeatureMap> targets = new ArrayList<>();
        for (FeatureMap y : pass.output()) {
            Shape s = y.shape();
            targets.add(step.engine()
                    .upload(step.scope(), ArrayImgs.floats(random(s.size(), 77), s.width(), s.height(), s.channels())));
        }
        return new SquaredLoss(3).of(step.engine(), step.scope(), pass.output(), targets);
    }

    private static List<FeatureMap> up(Step step, List<float[]> x) {
        Engine engine = step.engine();
        List<FeatureMap> maps = new ArrayList<>();
        List<PooledCode> codes = new ArrayList<>();
        for (float[] values : x) {
            maps.add(engine.upload(
                    step.scope(), ArrayImgs.floats(values, INPUT.width(), INPUT.height(), INPUT.channels())));
            Shape pooled = new Shape(4, 2 * INPUT.height(), 2 * INPUT.width());
            FeatureMap encoded = engine.upload(
                    step.scope(),
                    ArrayImgs.floats(random(pooled.size(), 8), pooled.width(), pooled.height(), pooled.channels()));
            codes.add(engine.pool(step.scope(), encoded, Pooling.blocks(2, Pooling.Selection.LARGEST)));
        }
        step.codes("encoder", codes);
        return maps;
    }

    private static float[] sum(float[] a, float[] b, double factor) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) sum[i] += (float) (factor * b[i]);
        return sum;
    }

    private static float[] down(Engine engine, FeatureMap map) {
        float[] values = new float[(int) map.shape().size()];
        engine.download(map, values);
        return values;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += (double) a[i] * b[i];
        return sum;
    }

    private static float[] unit(float[] values) {
        return sum(new float[values.length], values, 1 / Math.sqrt(dot(values, values)));
    }

    private static float[] random(long size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[(int) size];
        for (int i = 0; i < values.length; i++) values[i] = (float) (random.nextDouble() - 0.5);
        return values;
    }
}

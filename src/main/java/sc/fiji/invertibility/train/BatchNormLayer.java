package sc.fiji.invertibility.train;

import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) with a learnt scale γ and bias β, perhaps rectified. In training, mean
 * and variance are those of the batch; else they are running means over the batches of the training.
 */
public final class BatchNormLayer implements TrainableLayer {

    private static final float EPSILON = 1e-5f;

    /** How much of the running statistics each batch replaces. */
    private static final float NEW = 0.1f;

    private final String name;
    private final Rectification rectification;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter mean;
    private final Parameter variance;

    private BatchNormLayer(Engine engine, Scope scope, String name, int channels, Rectification rectification) {
        this.name = name;
        this.rectification = rectification;
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        gamma = Parameter.perChannel(engine, scope, name + ".weight", ones, true);
        beta = Parameter.perChannel(engine, scope, name + ".bias", new float[channels], true);
        mean = Parameter.perChannel(engine, scope, name + ".running_mean", new float[channels], false);
        variance = Parameter.perChannel(engine, scope, name + ".running_var", ones, false);
    }

    /**
     * A layer with γ = 1 and β = 0.
     *
     * @param engine the engine
     * @param scope the owner of the parameters
     * @param name the layer's name
     * @param channels C ≥ 1
     * @param rectification what is applied to the result
     * @return the layer
     */
    public static BatchNormLayer trained(
            Engine engine, Scope scope, String name, int channels, Rectification rectification) {
        return new BatchNormLayer(engine, scope, name, channels, rectification);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(gamma, beta, mean, variance);
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        ChannelMoments moments =
                step.training() ? engine.moments(step.scope(), x) : new ChannelMoments(mean.value(), variance.value());
        if (step.training()) run(engine, moments, x);
        ChannelAffine affine = engine.batchNorm(step.scope(), moments, gamma.value(), beta.value(), EPSILON);
        List<FeatureMap> y = engine.affine(step.scope(), x, affine, rectification);
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return y;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                try (Scope local = new Scope()) {
                    List<FeatureMap> g =
                            rectification == Rectification.RELU ? engine.maskAll(local, gradient, y) : gradient;
                    if (!step.training()) return throughRunning(engine, scope, g, affine);
                    BatchNormGradient result = engine.batchNormGradient(scope, x, g, moments, gamma.value(), EPSILON);
                    step.add(gamma, engine.copy(step.scope(), result.scale()));
                    step.add(beta, engine.copy(step.scope(), result.shift()));
                    return result.input();
                }
            }
        };
    }

    /** Moves the running statistics; their variance is that of a sample, divided by N − 1. */
    private void run(Engine engine, ChannelMoments moments, List<FeatureMap> x) {
        double count = (double) x.size() * x.get(0).shape().pixels();
        engine.scale(1 - NEW, mean.value());
        engine.axpy(NEW, moments.mean(), mean.value());
        engine.scale(1 - NEW, variance.value());
        engine.axpy((float) (NEW * count / Math.max(1, count - 1)), moments.variance(), variance.value());
    }

    /** With fixed statistics, the layer is linear but for the rectification. */
    private static List<FeatureMap> throughRunning(
            Engine engine, Scope scope, List<FeatureMap> g, ChannelAffine affine) {
        try (Scope local = new Scope()) {
            FeatureMap zeros = engine.zeros(local, affine.shift().shape());
            return engine.affine(scope, g, new ChannelAffine(affine.scale(), zeros), Rectification.NONE);
        }
    }
}

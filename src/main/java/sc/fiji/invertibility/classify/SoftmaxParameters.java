package sc.fiji.invertibility.classify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.train.Checkpoint;
import sc.fiji.invertibility.train.Parameter;

/** The weights and biases of a soft-max, which an optimiser changes, and the layer that has copies of them. */
final class SoftmaxParameters {

    private final Engine engine;
    private final SoftmaxLayer layer;
    private final Parameter weights;
    private final Parameter bias;
    private long steps;

    SoftmaxParameters(Engine engine, Scope scope, SoftmaxLayer layer) {
        this.engine = engine;
        this.layer = layer;
        FilterBank dense = FilterBank.of(layer.weights(), layer.classes(), layer.length(), 1, 1);
        weights = Parameter.weights(engine, scope, "top.weight", dense);
        bias = Parameter.perChannel(engine, scope, "top.bias", layer.bias(), true);
    }

    List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /** {@return steps since the beginning of the training} */
    long steps() {
        return steps;
    }

    /** Goes on from where a training was. */
    void restore(Checkpoint checkpoint) {
        checkpoint.restore(parameters());
        steps = checkpoint.progress().steps();
        download();
    }

    /**
     * Changes the layer's weights and biases by one step.
     *
     * @param gradient of the weights, then of the biases; the weights' decay is added to it
     * @param factor of the settings' rate
     */
    void step(float[] gradient, SoftmaxSettings settings, double factor) {
        float decay = (float) settings.decay();
        float[] values = layer.weights(), own = new float[values.length], ofBias = new float[layer.classes()];
        for (int i = 0; i < own.length; i++) own[i] = gradient[i] + decay * values[i];
        System.arraycopy(gradient, own.length, ofBias, 0, ofBias.length);
        try (Scope local = new Scope()) {
            Map<Parameter, FeatureMap> gradients = new LinkedHashMap<>();
            gradients.put(weights, upload(local, weights.value().shape(), own));
            gradients.put(bias, upload(local, bias.value().shape(), ofBias));
            settings.optimiser().update(engine, gradients, ++steps, factor);
        }
        download();
    }

    private void download() {
        engine.download(weights.value(), layer.weights());
        engine.download(bias.value(), layer.bias());
    }

    private FeatureMap upload(Scope scope, Shape shape, float[] values) {
        return engine.upload(scope, ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()));
    }
}

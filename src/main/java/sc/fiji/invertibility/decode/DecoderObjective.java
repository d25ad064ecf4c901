package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.LossGradient;
import sc.fiji.invertibility.train.Objective;
import sc.fiji.invertibility.train.Parameter;
import sc.fiji.invertibility.train.SquaredLoss;
import sc.fiji.invertibility.train.Step;

/**
 * What a decoding network is trained for: the squared error of the image, and perhaps that of each layer's activations
 * on the way, as in a stacked what-where autoencoder (Zhao et al., 2016). The encoder's activations are scaled to a
 * root mean square of one, so that one rate suits all layers; the filters that are handed out undo that.
 */
final class DecoderObjective implements Objective, AutoCloseable {

    /** The decoder's output is (v/255 − 0.45)/0.25, close to zero mean and unit variance for photos. */
    static final Preprocessing OUTPUT =
            new Preprocessing(false, 1 / 255.0, List.of(0.45, 0.45, 0.45), List.of(0.25, 0.25, 0.25));

    private static final double DEVIATION = 0.25;

    private final Scope scope = new Scope();
    private final Engine engine;
    private final Preprocessing input;
    private final SquaredLoss image;
    private final double layerWeight;
    private final List<DecodingStep> steps;
    private final DecoderChains chains;
    /** For each of the encoder's layers, what makes the root mean square of its activations one. */
    private double[] scales;

    DecoderObjective(Engine engine, Preprocessing input, DecoderPlan plan, LossWeights weights) {
        this.engine = engine;
        this.input = input;
        this.image = new SquaredLoss(weights.image());
        this.layerWeight = weights.layers();
        this.steps = plan.steps();
        try {
            this.chains = DecoderChains.of(engine, scope, plan, steps);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
        this.scales = new double[chains.encoder().layers().size()];
    }

    /**
     * Measures how large activations are, and scales the decoder's filters, which are not trained yet.
     *
     * @param examples images of one size, from 0 to 255
     */
    void calibrate(List<Example> examples) {
        DecoderCalibration calibration = DecoderCalibration.of(engine, chains, input, examples);
        calibration.apply(engine, steps, chains);
        scales = calibration.encoder();
    }

    @Override
    public Score evaluate(Step step, List<Example> batch) {
        Scope scope = step.scope();
        List<Img<FloatType>> images = batch.stream().map(Example::image).toList();
        List<FeatureMap> x =
                engine.uploadAll(scope, images.stream().map(input::apply).toList());
        List<FeatureMap> target =
                engine.uploadAll(scope, images.stream().map(OUTPUT::apply).toList());
        ChainPass encoded = chains.encoder().forward(step, x);
        int top = scales.length - 1;
        ChainPass decoded = chains.decoder().forward(step, scaled(scope, encoded.output(top), scales[top]));
        List<FeatureMap> y = decoded.output();
        LossGradient loss = image.of(engine, scope, y, target);
        double total = loss.value();
        Map<Integer, List<FeatureMap>> gradients = new HashMap<>();
        gradients.put(steps.size() - 1, loss.gradient());
        for (int i = 0; layerWeight > 0 && i < steps.size() - 1; i++) {
            int partner = chains.partners().get(i);
            if (partner < 0) continue;
            List<FeatureMap> truth = scaled(scope, encoded.output(partner), scales[partner]);
            LossGradient own = new SquaredLoss(layerWeight).of(engine, scope, decoded.output(i), truth);
            total += own.value();
            gradients.put(i, own.gradient());
        }
        if (step.training()) decoded.backward(scope, gradients, false);
        return new Score(total, psnr(y, target), batch.size());
    }

    private List<FeatureMap> scaled(Scope scope, List<FeatureMap> maps, double factor) {
        return engine.combinedAll(scope, (float) factor, maps, 0, maps);
    }

    /** The mean over the images, in dB. */
    private double psnr(List<FeatureMap> y, List<FeatureMap> target) {
        double sum = 0;
        long values = y.get(0).shape().size();
        for (double squared : engine.squaredDistances(y, target))
            sum -= 10 * Math.log10(Math.max(Double.MIN_NORMAL, squared / values * DEVIATION * DEVIATION));
        return sum / y.size();
    }

    @Override
    public List<Parameter> parameters() {
        return chains.decoder().parameters();
    }

    /** Checks that sizes match, and that the device has room for a step, before there is one. */
    void require(int crop, int batch) {
        chains.requireSize(crop);
        chains.requireMemory(engine, crop, batch, layerWeight > 0);
    }

    /** The steps with their present filters, for the encoder's own activations. */
    List<DecodingStep> trained() {
        Map<String, float[]> values = new HashMap<>();
        for (Parameter parameter : parameters())
            values.put(parameter.name(), parameter.tensor().data());
        List<DecodingStep> trained = new ArrayList<>();
        double scale = scales[scales.length - 1];
        for (DecodingStep step : steps) {
            if (!(step instanceof DecodingStep.Convolution c)) {
                trained.add(step);
                continue;
            }
            float[] weights = values.get(c.name() + ".weight").clone();
            for (int i = 0; i < weights.length; i++) weights[i] *= (float) scale;
            FilterBank bank = c.bank();
            trained.add(new DecodingStep.Convolution(
                    c.name(),
                    FilterBank.of(weights, bank.filters(), bank.channels(), bank.height(), bank.width())
                            .withBias(values.get(c.name() + ".bias")),
                    c.mirrored(),
                    c.rectified()));
            scale = 1;
        }
        return trained;
    }

    @Override
    public void close() {
        scope.close();
    }
}

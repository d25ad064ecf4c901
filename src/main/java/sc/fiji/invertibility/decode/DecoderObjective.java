package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.ConvolutionLayer;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.LossGradient;
import sc.fiji.invertibility.train.Objective;
import sc.fiji.invertibility.train.Parameter;
import sc.fiji.invertibility.train.RepetitionLayer;
import sc.fiji.invertibility.train.SquaredLoss;
import sc.fiji.invertibility.train.Step;
import sc.fiji.invertibility.train.TrainableLayer;
import sc.fiji.invertibility.train.UnpoolingLayer;

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
    private final LayerChain encoder;
    private final LayerChain decoder;
    private final List<DecodingStep> steps;
    /** For each of the decoder's layers but the last, the encoder's layer with the same activations; −1 for none. */
    private final List<Integer> partners;
    /** For each of the encoder's layers, what makes the root mean square of its activations one. */
    private double[] scales;

    DecoderObjective(Engine engine, Preprocessing input, DecoderPlan plan, LossWeights weights) {
        Network network = plan.encoder();
        this.engine = engine;
        this.input = input;
        this.image = new SquaredLoss(weights.image());
        this.layerWeight = weights.layers();
        List<Layer> path = network.architecture().through(plan.layer());
        this.steps = plan.steps();
        try {
            this.encoder = LayerChain.fixed(
                    engine, scope, ForwardPass.to(network, plan.layer().name()));
            this.decoder = LayerChain.of(
                    steps.stream().map(step -> layer(step, network)).toList());
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
        this.partners = steps.stream().map(step -> partner(step, path)).toList();
        this.scales = new double[path.size()];
    }

    private TrainableLayer layer(DecodingStep step, Network network) {
        if (step instanceof DecodingStep.Convolution c)
            return ConvolutionLayer.trained(
                    engine, scope, c.name(), c.bank(), c.rectified() ? Rectification.RELU : Rectification.NONE);
        DecodingStep.Unpool unpool = (DecodingStep.Unpool) step;
        int window = ((Layer.MaxPool) network.architecture().layer(unpool.name()))
                .pooling()
                .window();
        String name = "un" + unpool.name();
        if (unpool.place().kind() == Place.Kind.REPETITION) return new RepetitionLayer(name, window);
        Unpooling places = unpool.place().kind() == Place.Kind.SWITCHES ? Unpooling.SWITCHES : Unpooling.TOP_LEFT;
        return new UnpoolingLayer(name, unpool.name(), places, UnpoolingLayer.UnpooledSize.blocks(window));
    }

    /** The mirror image of a convolution has what the encoder has below that. */
    private static int partner(DecodingStep step, List<Layer> path) {
        if (!(step instanceof DecodingStep.Convolution c) || !c.rectified()) return -1;
        for (int i = 1; i < path.size(); i++)
            if (("dec_" + path.get(i).name()).equals(c.name())) {
                int below = i - 1;
                while (below >= 0 && path.get(below) instanceof Layer.Reflection) below--;
                return below;
            }
        return -1;
    }

    /**
     * Measures how large activations are.
     *
     * @param examples images of one size, from 0 to 255
     */
    void calibrate(List<Example> examples) {
        double[] squares = new double[scales.length];
        for (Example example : examples)
            try (Step step = Step.inference(engine)) {
                ChainPass pass =
                        encoder.forward(step, List.of(engine.upload(step.scope(), input.apply(example.image()))));
                for (int i = 0; i < squares.length; i++) {
                    FeatureMap map = pass.output(i).get(0);
                    squares[i] += engine.dot(map, map) / map.shape().size() / examples.size();
                }
            }
        for (int i = 0; i < scales.length; i++) scales[i] = squares[i] > 0 ? 1 / Math.sqrt(squares[i]) : 1;
    }

    @Override
    public Score evaluate(Step step, List<Example> batch) {
        Scope scope = step.scope();
        List<Img<FloatType>> images = batch.stream().map(Example::image).toList();
        List<FeatureMap> x =
                engine.uploadAll(scope, images.stream().map(input::apply).toList());
        List<FeatureMap> target =
                engine.uploadAll(scope, images.stream().map(OUTPUT::apply).toList());
        ChainPass encoded = encoder.forward(step, x);
        int top = scales.length - 1;
        ChainPass decoded = decoder.forward(step, scaled(scope, encoded.output(top), scales[top]));
        List<FeatureMap> y = decoded.output();
        LossGradient loss = image.of(engine, scope, y, target);
        double total = loss.value();
        Map<Integer, List<FeatureMap>> gradients = new HashMap<>();
        gradients.put(steps.size() - 1, loss.gradient());
        for (int i = 0; layerWeight > 0 && i < steps.size() - 1; i++) {
            int partner = partners.get(i);
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
        return decoder.parameters();
    }

    @Override
    public String measure() {
        return "psnr_db";
    }

    /** Checks that all sizes match for images of a size. */
    void requireSize(int crop) {
        Shape shape = new Shape(3, crop, crop);
        List<Shape> up = encoder.outputs(shape);
        List<Shape> down = decoder.outputs(up.get(up.size() - 1));
        if (!down.get(down.size() - 1).equals(shape))
            throw new IllegalArgumentException("crop: expected a multiple of the encoder's pooling, as images of "
                    + crop + "×" + crop + " pixels come back as " + down.get(down.size() - 1));
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

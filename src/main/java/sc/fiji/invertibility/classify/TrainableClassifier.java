package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.train.AveragePoolLayer;
import sc.fiji.invertibility.train.BatchNormLayer;
import sc.fiji.invertibility.train.ChainPass;
import sc.fiji.invertibility.train.ConvolutionLayer;
import sc.fiji.invertibility.train.DropoutLayer;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.LayerChain;
import sc.fiji.invertibility.train.MaxPoolLayer;
import sc.fiji.invertibility.train.Objective;
import sc.fiji.invertibility.train.Parameter;
import sc.fiji.invertibility.train.SoftmaxCrossEntropy;
import sc.fiji.invertibility.train.Step;
import sc.fiji.invertibility.train.StepMemory;
import sc.fiji.invertibility.train.TrainableLayer;

/**
 * A classifier whose layers are trained as a whole (appendix C.1): convolution, batch normalisation with a learnt scale
 * and bias, ReLU, max pooling; above them average pooling, dropout and the soft-max.
 */
final class TrainableClassifier implements Objective {

    /** Of {@link BatchNormLayer}. */
    private static final double EPSILON = 1e-5;

    private final ClassifierArchitecture architecture;
    private final List<FilterBank> start;
    private final Shape features;
    private final int classes;
    private final boolean learnt;
    private final LayerChain chain;

    private TrainableClassifier(
            ClassifierArchitecture architecture,
            List<FilterBank> start,
            Shape features,
            int classes,
            boolean learnt,
            LayerChain chain) {
        this.architecture = architecture;
        this.start = start;
        this.features = features;
        this.classes = classes;
        this.learnt = learnt;
        this.chain = chain;
    }

    /**
     * A classifier with Gaussian filters at the start.
     *
     * @param scope the owner of its parameters
     * @param learnt whether filters are trained, or only what is above them and their scale and bias
     */
    static TrainableClassifier gaussian(
            Engine engine,
            Scope scope,
            ClassifierArchitecture architecture,
            Shape image,
            int classes,
            double dropout,
            long seed,
            boolean learnt) {
        Shape features = architecture.features(image);
        List<TrainableLayer> layers = new ArrayList<>();
        List<FilterBank> start = new ArrayList<>();
        int channels = image.channels();
        for (int i = 0; i < architecture.stages().size(); i++) {
            ClassifierArchitecture.Stage stage = architecture.stages().get(i);
            FilterBank bank = FilterRecipe.gaussian(seed).filters(i, stage, List.of(), image.withChannels(channels));
            String conv = "conv" + (i + 1);
            layers.add(
                    learnt
                            ? ConvolutionLayer.trained(engine, scope, conv, bank, Rectification.NONE)
                            : ConvolutionLayer.fixed(engine, scope, conv, bank, Rectification.NONE));
            layers.add(BatchNormLayer.trained(engine, scope, "norm" + (i + 1), bank.filters(), Rectification.RELU));
            if (stage.pool() > 1)
                layers.add(new MaxPoolLayer(
                        "pool" + (i + 1), new Pooling(stage.pool(), stage.pool(), false, Pooling.Selection.LARGEST)));
            start.add(bank);
            channels = stage.filters();
        }
        int average = architecture.average();
        if (average > 1) layers.add(new AveragePoolLayer("mean", average, average));
        layers.add(new DropoutLayer("dropout", (float) dropout));
        float[] zeros = new float[Math.toIntExact(features.size() * classes)];
        FilterBank top = FilterBank.of(zeros, classes, features.channels(), features.height(), features.width())
                .withPadding(Padding.VALID)
                .withBias(new float[classes]);
        layers.add(ConvolutionLayer.trained(engine, scope, "top", top, Rectification.NONE));
        return new TrainableClassifier(architecture, start, features, classes, learnt, LayerChain.of(layers));
    }

    /** Checks that a step fits onto the device, and says what would. */
    void requireMemory(Engine engine, Shape image, int batch) {
        StepMemory memory = StepMemory.training(chain, image).withMaps(image, 1);
        long room = memory.room(engine, batch);
        if (memory.bytes(batch) <= room) return;
        // Most of it grows with the number of pixels.
        int side = (int) (Math.min(image.width(), image.height()) * Math.sqrt((double) room / memory.bytes(batch)));
        throw new IllegalArgumentException("architecture: "
                + memory.refusal(batch, image.width() + "×" + image.height() + " pixels", room)
                + "; expected fewer filters" + (side < 1 ? "" : ", or images of about " + side + "×" + side));
    }

    @Override
    public Score evaluate(Step step, List<Example> batch) {
        Engine engine = step.engine();
        List<FeatureMap> x = engine.uploadAll(
                step.scope(), batch.stream().map(Example::image).toList());
        ChainPass pass = chain.forward(step, x);
        int[] labels = batch.stream().mapToInt(Example::label).toArray();
        SoftmaxCrossEntropy.Result result = SoftmaxCrossEntropy.of(engine, step.scope(), pass.output(), labels);
        if (step.training()) pass.backward(result.loss().gradient());
        double right = 0;
        for (int i = 0; i < labels.length; i++)
            if (SoftmaxLayer.largest(result.probabilities()[i]) == labels[i]) right++;
        return new Score(result.loss().value(), right / labels.length, labels.length);
    }

    @Override
    public List<Parameter> parameters() {
        return chain.parameters();
    }

    /** The layers as they are now, batch normalisation with its running statistics included. */
    List<FilterLayer> layers() {
        Map<String, float[]> values = values();
        List<FilterLayer> layers = new ArrayList<>();
        for (int i = 0; i < start.size(); i++) {
            FilterBank bank = start.get(i);
            if (learnt) bank = bank.withWeights(values.get("conv" + (i + 1) + ".weight"));
            String norm = "norm" + (i + 1);
            float[] gamma = values.get(norm + ".weight"), beta = values.get(norm + ".bias");
            float[] mean = values.get(norm + ".running_mean"), variance = values.get(norm + ".running_var");
            double[] scale = new double[bank.filters()], shift = new double[bank.filters()];
            for (int k = 0; k < scale.length; k++) {
                scale[k] = gamma[k] / Math.sqrt(variance[k] + EPSILON);
                shift[k] = beta[k] - mean[k] * scale[k];
            }
            layers.add(new FilterLayer(bank, architecture.stages().get(i).pool()).scaled(scale, shift));
        }
        return layers;
    }

    /** The soft-max as it is now. */
    SoftmaxLayer top() {
        Map<String, float[]> values = values();
        return new SoftmaxLayer(
                classes, Math.toIntExact(features.size()), values.get("top.weight"), values.get("top.bias"));
    }

    private Map<String, float[]> values() {
        Map<String, float[]> values = new HashMap<>();
        for (Parameter parameter : parameters())
            values.put(parameter.name(), parameter.tensor().data());
        return values;
    }
}

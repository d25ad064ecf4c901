package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** A classifier with every kind of layer that has a state: filters, batch normalisation, dropout. */
record ToyClassifier(LayerChain chain) implements Objective {

    static ToyClassifier of(Engine engine, Scope scope, long seed) {
        FilterBank filters = GaussianFilters.scaled(6, 2, 3, seed);
        FilterBank top = GaussianFilters.scaled(2, 6, 2, seed + 1).withPadding(Padding.VALID);
        return new ToyClassifier(LayerChain.of(List.of(
                ConvolutionLayer.trained(engine, scope, "conv1", filters, Rectification.NONE),
                BatchNormLayer.trained(engine, scope, "norm1", 6, Rectification.RELU),
                new MaxPoolLayer("pool1", Pooling.blocks(2, Pooling.Selection.LARGEST)),
                new AveragePoolLayer("mean1", 2, 2),
                new DropoutLayer("drop1", 0.3f),
                ConvolutionLayer.trained(engine, scope, "top", top.withBias(new float[2]), Rectification.NONE))));
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
        for (int i = 0; i < labels.length; i++) if (result.probabilities()[i][labels[i]] > 0.5) right++;
        return new Score(result.loss().value(), right / labels.length, labels.length);
    }

    @Override
    public List<Parameter> parameters() {
        return chain.parameters();
    }
}

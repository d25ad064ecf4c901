package sc.fiji.invertibility.train;

import java.util.List;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.ChannelAffine;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A transposed convolution ("deconvolution"): the transpose Wᵀ of a bank, a bias for each channel of the result,
 * perhaps rectified. The size of the result is the smallest whose activations have the input's size.
 */
public final class TransposedConvolutionLayer implements TrainableLayer {

    private final FilterParameters filters;
    private final Parameter bias;
    private final Rectification rectification;

    private TransposedConvolutionLayer(FilterParameters filters, Parameter bias, Rectification rectification) {
        this.filters = filters;
        this.bias = bias;
        this.rectification = rectification;
    }

    /**
     * A layer whose filters and bias are trained.
     *
     * @param engine the engine
     * @param scope the owner of the parameters
     * @param name the layer's name
     * @param bank W, whose transpose is applied; its own bias is not used
     * @param bias a value for each channel of W's input, or null for none
     * @param rectification what is applied to the result
     * @return the layer
     */
    public static TransposedConvolutionLayer trained(
            Engine engine, Scope scope, String name, FilterBank bank, float[] bias, Rectification rectification) {
        Parameter shift = bias == null ? null : Parameter.perChannel(engine, scope, name + ".bias", bias, true);
        return new TransposedConvolutionLayer(
                FilterParameters.trained(engine, scope, name, bank.withBias(null)), shift, rectification);
    }

    @Override
    public String name() {
        return filters.name();
    }

    @Override
    public Shape output(Shape input) {
        FilterBank w = filters.bank();
        int height =
                (input.height() - 1) * w.stride() + w.height() - 2 * w.padding().y();
        int width =
                (input.width() - 1) * w.stride() + w.width() - 2 * w.padding().x();
        Shape result = new Shape(w.channels(), height, width);
        result.activations(w).requireEqual(input);
        return result;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(filters.parameters().stream(), Stream.ofNullable(bias))
                .toList();
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        PackedFilters w = filters.pack(step);
        Shape shape = output(x.get(0).shape());
        List<FeatureMap> y;
        try (Scope local = new Scope()) {
            boolean plain = bias == null && rectification == Rectification.NONE;
            List<FeatureMap> linear =
                    engine.adjointAll(plain ? step.scope() : local, x, w, shape.height(), shape.width());
            if (plain) y = linear;
            else if (bias == null) y = engine.rectifyAll(step.scope(), linear);
            else y = engine.affine(step.scope(), linear, new ChannelAffine(null, bias.value()), rectification);
        }
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
                    filters.addGradients(step, g, x, null);
                    if (bias != null) step.add(bias, engine.channelSums(step.scope(), g));
                    return toInput ? engine.convolveAll(scope, g, w, Rectification.NONE) : null;
                }
            }
        };
    }
}

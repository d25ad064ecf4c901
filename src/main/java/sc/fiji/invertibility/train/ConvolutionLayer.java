package sc.fiji.invertibility.train;

import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** A convolution, perhaps rectified. A dense layer is one whose filters have the size of the input, without padding. */
public final class ConvolutionLayer implements TrainableLayer {

    private final FilterParameters filters;
    private final Rectification rectification;

    private ConvolutionLayer(FilterParameters filters, Rectification rectification) {
        this.filters = filters;
        this.rectification = rectification;
    }

    /**
     * A layer whose filters, and bias if the bank has one, are trained.
     *
     * @param engine the engine
     * @param scope the owner of the parameters
     * @param name the layer's name
     * @param bank what training starts from, with stride, padding and groups
     * @param rectification what is applied to the activations
     * @return the layer
     */
    public static ConvolutionLayer trained(
            Engine engine, Scope scope, String name, FilterBank bank, Rectification rectification) {
        return new ConvolutionLayer(FilterParameters.trained(engine, scope, name, bank), rectification);
    }

    /**
     * A layer whose filters stay as they are; it has no parameters.
     *
     * @param engine the engine
     * @param scope the owner of the filters
     * @param name the layer's name
     * @param bank the filters
     * @param rectification what is applied to the activations
     * @return the layer
     */
    public static ConvolutionLayer fixed(
            Engine engine, Scope scope, String name, FilterBank bank, Rectification rectification) {
        return new ConvolutionLayer(FilterParameters.fixed(engine, scope, name, bank), rectification);
    }

    @Override
    public String name() {
        return filters.name();
    }

    @Override
    public Shape output(Shape input) {
        return input.activations(filters.bank());
    }

    @Override
    public List<Parameter> parameters() {
        return filters.parameters();
    }

    @Override
    public LayerPass forward(Step step, List<FeatureMap> x) {
        Engine engine = step.engine();
        PackedFilters w = filters.pack(step);
        List<FeatureMap> h = engine.convolveAll(step.scope(), x, w, rectification);
        Shape input = x.get(0).shape();
        return new LayerPass() {
            @Override
            public List<FeatureMap> output() {
                return h;
            }

            @Override
            public List<FeatureMap> backward(Scope scope, List<FeatureMap> gradient, boolean toInput) {
                try (Scope local = new Scope()) {
                    List<FeatureMap> g =
                            rectification == Rectification.RELU ? engine.maskAll(local, gradient, h) : gradient;
                    filters.addGradients(step, x, g, g);
                    return toInput ? engine.adjointAll(scope, g, w, input.height(), input.width()) : null;
                }
            }
        };
    }
}

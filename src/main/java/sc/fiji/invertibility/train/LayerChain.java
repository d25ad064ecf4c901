package sc.fiji.invertibility.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;

/** Layers that are applied one after the other. */
public final class LayerChain {

    private final List<TrainableLayer> layers;

    private LayerChain(List<TrainableLayer> layers) {
        this.layers = layers;
    }

    /**
     * Puts layers one after the other.
     *
     * @param layers the layers, in the order in which they are applied
     * @return the chain
     * @throws IllegalArgumentException if there are none, or two share a name
     */
    public static LayerChain of(List<? extends TrainableLayer> layers) {
        if (layers.isEmpty()) throw new IllegalArgumentException("a chain needs at least one layer");
        Set<String> names = new HashSet<>();
        for (TrainableLayer layer : layers)
            if (!names.add(layer.name()))
                throw new IllegalArgumentException("two layers of a chain have the name " + layer.name());
        return new LayerChain(List.copyOf(layers));
    }

    /**
     * The layers of a network, with fixed filters, so that gradients can be propagated through it.
     *
     * @param engine the engine
     * @param scope the owner of the filters
     * @param pass the network, and up to which of its layers
     * @return the chain
     */
    public static LayerChain fixed(Engine engine, Scope scope, ForwardPass pass) {
        List<TrainableLayer> chain = new ArrayList<>();
        for (Layer layer : pass.layers()) {
            boolean linear = layer == pass.last() && !pass.rectified();
            if (layer instanceof Layer.Convolution c)
                chain.add(ConvolutionLayer.fixed(
                        engine,
                        scope,
                        c.name(),
                        pass.network().bank(c),
                        linear ? Rectification.NONE : c.rectification()));
            else if (layer instanceof Layer.MaxPool p) chain.add(new MaxPoolLayer(p.name(), p.pooling()));
            else if (layer instanceof Layer.Reflection r) chain.add(new ReflectionLayer(r.name(), r.border()));
            else if (layer instanceof Layer.Normalisation n) chain.add(new NormalisationLayer(n.name(), n.response()));
        }
        return of(chain);
    }

    /** {@return the layers, in the order in which they are applied} */
    public List<TrainableLayer> layers() {
        return layers;
    }

    /** {@return the parameters of all layers} */
    public List<Parameter> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /**
     * Returns the sizes of the layers' outputs.
     *
     * @param input the size of an input
     * @return the size after each layer
     * @throws IllegalArgumentException if a layer cannot be applied, with its name
     */
    public List<Shape> outputs(Shape input) {
        List<Shape> shapes = new ArrayList<>();
        Shape current = input;
        for (TrainableLayer layer : layers) {
            try {
                current = layer.output(current);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(layer.name() + ": " + e.getMessage(), e);
            }
            shapes.add(current);
        }
        return shapes;
    }

    /**
     * Applies all layers.
     *
     * @param step the owner of the results
     * @param x the inputs, of one size
     * @return the outputs of all layers
     */
    public ChainPass forward(Step step, List<FeatureMap> x) {
        List<LayerPass> passes = new ArrayList<>();
        List<FeatureMap> current = x;
        for (TrainableLayer layer : layers) {
            LayerPass pass = layer.forward(step, current);
            passes.add(pass);
            current = pass.output();
        }
        return new ChainPass(step, layers, passes);
    }
}

package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.TiledForwardPass;

/**
 * The input of a layer with filters, computed from an image.
 *
 * @param source the way through the network, of which the layer is the last
 * @param x the image as the network takes it
 */
record LayerInput(NetworkSource source, RandomAccessibleInterval<FloatType> x) {

    LayerInput {
        if (!(source.pass().last() instanceof Layer.Convolution))
            throw new IllegalArgumentException("layer: expected a layer with filters, but "
                    + source.pass().last().name() + " pools");
    }

    /**
     * The layer that a command's parameters choose, for the plane of the image that is shown.
     *
     * @param preparation how the image becomes the network's input
     * @param choice the network, with a layer to reach
     */
    static LayerInput of(InputImage image, InputParameters preparation, NetworkChoice choice) throws IOException {
        NetworkSource source = choice.source(image.channels());
        return new LayerInput(source, preparation.of(image, source));
    }

    /** The layer's name. */
    String name() {
        return source.pass().last().name();
    }

    /** The layer's filters at unit norm: W. */
    FilterBank bank() {
        ForwardPass pass = source.pass();
        return pass.network().bank((Layer.Convolution) pass.last()).normalised();
    }

    /** Whether there is no layer below, so that x is the image as the network takes it. */
    boolean takesTheImage() {
        return below() == null;
    }

    /** The activations of the layer below, for the first layer the image as the network takes it. */
    RandomAccessibleInterval<FloatType> activations(Engine engine, Monitor monitor) {
        ForwardPass below = below();
        return below == null ? x : TiledForwardPass.of(engine, below).activations(x, monitor);
    }

    /** The same before the ReLU of the layer below. */
    RandomAccessibleInterval<FloatType> activationsBeforeRectification(Engine engine, Monitor monitor) {
        ForwardPass below = below();
        if (below == null)
            throw new IllegalArgumentException("prerelu: expected a layer above another one, but "
                    + source.pass().last().name() + " takes the image, which went through no ReLU");
        ForwardPass linear = ParameterChecks.of("prerelu", below::beforeRectification);
        return TiledForwardPass.of(engine, linear).activations(x, monitor);
    }

    /** The fraction of the layer's blocks that are not zero after ReLU and pooling, 0 … 1. */
    double sparsity(Engine engine, int block, Monitor monitor) {
        RandomAccessibleInterval<FloatType> h =
                TiledForwardPass.of(engine, source.pass()).activations(x, monitor);
        try (Scope scope = new Scope()) {
            var pooled = engine.pool(
                            scope, engine.upload(scope, h), Pooling.blocks(block, Pooling.Selection.LARGEST_RECTIFIED))
                    .values();
            return (double) engine.magnitudes(pooled).nonzeros()
                    / pooled.shape().size();
        }
    }

    private ForwardPass below() {
        List<Layer> layers = source.pass().layers();
        if (layers.size() == 1) return null;
        return ForwardPass.to(
                source.pass().network(), layers.get(layers.size() - 2).name());
    }
}

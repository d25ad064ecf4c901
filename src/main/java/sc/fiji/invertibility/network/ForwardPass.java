package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Computes the activations of one layer from a preprocessed image, all on one device. A map is freed as soon as the
 * layer above it has been computed. Images that are too large for this go through a {@link TiledForwardPass}.
 */
public final class ForwardPass {

    private final Network network;
    private final List<Layer> layers;
    private final boolean rectified;

    private ForwardPass(Network network, List<Layer> layers, boolean rectified) {
        this.network = network;
        this.layers = layers;
        this.rectified = rectified;
    }

    /**
     * Makes a pass that ends with the output of a layer; for a convolution, after its ReLU.
     *
     * @param network the network
     * @param layer any name of the layer
     * @return the pass
     * @throws IllegalArgumentException if there is no such layer, or filters on the way to it are missing
     */
    public static ForwardPass to(Network network, String layer) {
        return new ForwardPass(network, network.architecture().through(network.layer(layer)), true);
    }

    /**
     * Returns this pass without the ReLU of its last layer.
     *
     * @return the changed pass
     * @throws IllegalArgumentException if the last layer is not a convolution
     */
    public ForwardPass beforeRectification() {
        if (!(last() instanceof Layer.Convolution))
            throw new IllegalArgumentException("only a convolution has activations before its ReLU, but "
                    + last().name() + " of " + network.architecture() + " is not a convolution");
        return new ForwardPass(network, layers, false);
    }

    /** {@return whether the last layer's ReLU, if it has one, is applied} */
    public boolean rectified() {
        return rectified;
    }

    /** {@return the network} */
    public Network network() {
        return network;
    }

    /** {@return the layers that are applied, from the image up} */
    public List<Layer> layers() {
        return layers;
    }

    /** {@return the layer whose activations are computed} */
    public Layer last() {
        return layers.get(layers.size() - 1);
    }

    /** {@return the distance, in pixels of the image, between neighbouring activations} */
    public int stride() {
        return network.architecture().stride(last());
    }

    /** {@return the column of the centre of the first activation's receptive field, 0 for that of the first pixel} */
    public double centreX() {
        return AxisGeometry.centre(layers.stream().map(Layer::columns).toList());
    }

    /** {@return the row of the centre of the first activation's receptive field, 0 for that of the first pixel} */
    public double centreY() {
        return AxisGeometry.centre(layers.stream().map(Layer::rows).toList());
    }

    /**
     * Returns the size of the activations.
     *
     * @param input the size of the image
     * @return the size of the last layer's output
     * @throws IllegalArgumentException if the image has a different number of channels than the network, or is too
     *     small
     */
    public Shape output(Shape input) {
        return network.architecture().output(input, last());
    }

    /**
     * Computes the activations.
     *
     * @param engine where to compute
     * @param scope the owner of the result
     * @param x the preprocessed image, which is not changed
     * @param monitor receives the progress
     * @return the last layer's activations
     * @throws IllegalArgumentException as {@link #output} does
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public FeatureMap run(Engine engine, Scope scope, FeatureMap x, Monitor monitor) {
        return run(PassContext.once(engine, network, monitor), scope, List.of(x))
                .get(0);
    }

    /** The activations of several images of one size. */
    List<FeatureMap> run(PassContext position, Scope scope, List<FeatureMap> x) {
        return new LayerRunner(this, position).outputs(scope, x);
    }

    /**
     * Computes the activations and records the layers on the way.
     *
     * @param engine where to compute
     * @param scope the owner of everything that is kept
     * @param x the preprocessed image, which is not changed
     * @param recorded what to keep; the last layer's map is always kept
     * @param monitor receives the progress
     * @return one record per layer, from the image up
     * @throws IllegalArgumentException as {@link #output} does
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public List<LayerActivations> record(
            Engine engine, Scope scope, FeatureMap x, RecordLevel recorded, Monitor monitor) {
        List<LayerActivations> records = new ArrayList<>();
        LayerRunner runner = new LayerRunner(this, PassContext.once(engine, network, monitor));
        runner.observed(
                List.of(x), (layer, own) -> keeps(recorded, layer) ? scope : own, (layer, input, maps, codes) -> {
                    FeatureMap map = maps.get(0);
                    records.add(new LayerActivations(
                            layer,
                            input,
                            map.shape(),
                            Math.sqrt(engine.dot(map, map)),
                            engine.magnitudes(map).nonzeros(),
                            keeps(recorded, layer) ? map : null,
                            keeps(recorded, layer) && codes != null ? codes.get(0) : null));
                });
        return records;
    }

    private boolean keeps(RecordLevel recorded, Layer layer) {
        return layer == last()
                || recorded == RecordLevel.MAPS
                || recorded == RecordLevel.SWITCHES && layer instanceof Layer.MaxPool;
    }
}

package sc.fiji.invertibility.invert;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.RecordLevel;

/**
 * An image and all activations of a network for it, kept on the device. A layer's own activations can be replaced by
 * others, which are decoded with the image's switches, supports and norms, as section 4.5 does with reconstructed ones.
 * The image must be small enough for all layers to be on the device at once.
 */
public final class RecordedImage implements AutoCloseable {

    private final Scope scope;
    private final Engine engine;
    private final Network network;
    private final FeatureMap image;
    private final List<LayerActivations> records;

    private RecordedImage(
            Scope scope, Engine engine, Network network, FeatureMap image, List<LayerActivations> records) {
        this.scope = scope;
        this.engine = engine;
        this.network = network;
        this.image = image;
        this.records = records;
    }

    /**
     * Passes an image through a network.
     *
     * @param engine where to compute; stays open
     * @param network the network
     * @param layer any name of the last layer to record
     * @param x the preprocessed image with the axes (x, y, channel)
     * @param monitor receives the progress
     * @return the record, to be closed after use
     * @throws IllegalArgumentException if there is no such layer, filters on the way to it are missing, or the image
     *     has a different number of channels or is too small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the activations do not fit onto the device
     */
    public static RecordedImage of(
            Engine engine, Network network, String layer, RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        ForwardPass pass = ForwardPass.to(network, layer);
        return Scope.handedOver(scope -> {
            FeatureMap image = engine.upload(scope, x);
            return new RecordedImage(
                    scope, engine, network, image, pass.record(engine, scope, image, RecordLevel.MAPS, monitor));
        });
    }

    /**
     * Returns a layer's own activations.
     *
     * @param layer the layer's name
     * @return a copy with the axes (x, y, channel)
     */
    public Img<FloatType> activations(String layer) {
        return engine.download(records.get(position(layer)).map());
    }

    /**
     * Returns the percentage of non-zeros among a layer's own activations.
     *
     * @param layer the layer's name
     * @return 0 … 100
     */
    public double nonzeroPercent(String layer) {
        return records.get(position(layer)).nonzeroPercent();
    }

    /**
     * Decodes activations layer by layer, as {@link NetworkInversion} does with a layer's own.
     *
     * @param layer the name of the layer whose activations they replace
     * @param activations activations of the size, and roughly the norm, of the layer's own
     * @param unpooling where pooled values are put back
     * @param iterations iterations per convolution, ≥ 1
     * @param monitor receives the progress
     * @return the decoded image, in the preprocessed image's units, with the axes (x, y, channel)
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public Img<FloatType> decode(
            String layer,
            RandomAccessibleInterval<FloatType> activations,
            Unpooling unpooling,
            int iterations,
            Monitor monitor) {
        try (Scope local = new Scope()) {
            return new LayerwiseDecoding(engine, network, unpooling, iterations, monitor)
                    .decode(image, records.subList(0, position(layer) + 1), engine.upload(local, activations))
                    .image();
        }
    }

    private int position(String layer) {
        for (int i = 0; i < records.size(); i++)
            if (records.get(i).layer().name().equals(layer)) return i;
        throw new IllegalArgumentException("there is no record of " + layer + ", the last is of "
                + records.get(records.size() - 1).layer().name());
    }

    @Override
    public void close() {
        scope.close();
    }
}

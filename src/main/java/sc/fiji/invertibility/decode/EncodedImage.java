package sc.fiji.invertibility.decode;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.RecordLevel;

/**
 * An image that went up to a layer of an encoder, on the device: the layer's activations, and the switches of all
 * poolings on the way.
 */
public final class EncodedImage implements AutoCloseable {

    private final Scope scope;
    private final Engine engine;
    private final Network network;
    private final Shape image;
    private final List<LayerActivations> records;

    private EncodedImage(Scope scope, Engine engine, Network network, Shape image, List<LayerActivations> records) {
        this.scope = scope;
        this.engine = engine;
        this.network = network;
        this.image = image;
        this.records = records;
    }

    /**
     * Passes an image through the encoder.
     *
     * @param engine where to compute; stays open
     * @param network the encoder
     * @param layer any name of the layer
     * @param x the preprocessed image with the axes (x, y, channel)
     * @param monitor receives the progress
     * @return the encoded image, to be closed after use
     * @throws IllegalArgumentException if there is no such layer, filters on the way to it are missing, or the image
     *     has other channels than the network or is too small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws OutOfDeviceMemory if the activations do not fit onto the device
     */
    public static EncodedImage of(
            Engine engine, Network network, String layer, RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        ForwardPass pass = ForwardPass.to(network, layer);
        Scope scope = new Scope();
        try (Scope local = new Scope()) {
            FeatureMap map = engine.upload(local, x);
            List<LayerActivations> records = pass.record(engine, scope, map, RecordLevel.SWITCHES, monitor);
            return new EncodedImage(scope, engine, network, map.shape(), records);
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /** {@return a copy of the layer's activations, with the axes (x, y, filter)} */
    public Img<FloatType> activations() {
        return engine.download(last().map());
    }

    /** {@return the layer} */
    public String layer() {
        return last().layer().name();
    }

    /** {@return the encoder's name} */
    public String networkName() {
        return network.architecture().name();
    }

    /** {@return the size of the layer's activations} */
    public Shape shape() {
        return last().output();
    }

    /** {@return the size of the preprocessed image} */
    public Shape image() {
        return image;
    }

    Engine engine() {
        return engine;
    }

    /** What was recorded of a pooling layer: its switches, and the sizes before and after it. */
    LayerActivations pooling(String name) {
        for (LayerActivations record : records)
            if (record.code() != null && record.layer().name().equals(name)) return record;
        throw new IllegalArgumentException("decoder: it undoes " + name + ", but there is no such pooling below "
                + layer() + " of " + networkName());
    }

    private LayerActivations last() {
        return records.get(records.size() - 1);
    }

    @Override
    public void close() {
        scope.close();
    }
}

package sc.fiji.invertibility.invert;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.RecordLevel;

/**
 * Reconstructs an image from the activations of one layer of a network, down through all the layers below. The
 * activations of all layers are on the device at once, so that the errors of all layers can be measured; the image must
 * be small enough for that.
 */
public final class NetworkInversion {

    private final Engine engine;
    private final Network network;
    private final ForwardPass pass;
    private final NetworkInversionSettings settings;

    private NetworkInversion(Engine engine, Network network, ForwardPass pass, NetworkInversionSettings settings) {
        this.engine = engine;
        this.network = network;
        this.pass = pass;
        this.settings = settings;
    }

    /**
     * Makes an inversion from the output of a layer; for a convolution, after its ReLU.
     *
     * @param engine where to compute; stays open
     * @param network the network
     * @param layer any name of the layer
     * @param settings method and iterations
     * @return the inversion
     * @throws IllegalArgumentException if there is no such layer, or filters on the way to it are missing
     */
    public static NetworkInversion of(Engine engine, Network network, String layer, NetworkInversionSettings settings) {
        return new NetworkInversion(engine, network, ForwardPass.to(network, layer), settings);
    }

    /**
     * Reconstructs an image.
     *
     * @param x the preprocessed image with the axes (x, y, channel)
     * @param monitor receives the progress
     * @return the reconstruction, in the preprocessed image's units, and the errors of all layers
     * @throws IllegalArgumentException if the image has a different number of channels than the network, or is too
     *     small
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the activations do not fit onto the device
     */
    public NetworkReconstruction invert(RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        try (Scope scope = new Scope()) {
            FeatureMap image = engine.upload(scope, x);
            List<LayerActivations> records = pass.record(engine, scope, image, RecordLevel.MAPS, monitor.part(0, 0.1));
            Monitor rest = monitor.part(0.1, 1);
            return switch (settings.method()) {
                case LAYER_WISE ->
                    new LayerwiseDecoding(engine, network, settings.unpooling(), settings.iterations(), rest)
                            .decode(image, records);
                case GRADIENT ->
                    new GradientInversion(engine, pass, settings.totalVariation(), settings.iterations(), rest)
                            .invert(image, records);
            };
        }
    }
}

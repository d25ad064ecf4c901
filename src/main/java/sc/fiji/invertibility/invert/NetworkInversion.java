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
import sc.fiji.invertibility.network.RecordLevel;

/**
 * Reconstructs an image from the activations of one layer of a network, down through all the layers below. The
 * activations of all layers are on the device at once, so that the errors of all layers can be measured; the image must
 * be small enough for that.
 *
 * @param engine where to compute; stays open
 * @param pass from the image to the layer; for a convolution, with its ReLU
 * @param settings method and iterations
 */
public record NetworkInversion(Engine engine, ForwardPass pass, NetworkInversionSettings settings) {

    /**
     * Reconstructs an image.
     *
     * @param x the preprocessed image with the axes (x, y, channel)
     * @param monitor receives the progress
     * @return the reconstruction, in the preprocessed image's units, and the errors of all layers
     * @throws IllegalArgumentException if the image has other channels than the network, is too small, or a value of
     *     it is not finite
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the activations do not fit onto the device
     */
    public NetworkReconstruction invert(RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        try (Scope scope = new Scope()) {
            FeatureMap image = engine.upload(scope, x);
            FiniteInput.require(engine.dot(image, image), x);
            List<LayerActivations> records = pass.record(engine, scope, image, RecordLevel.MAPS, monitor.part(0, 0.1));
            Monitor rest = monitor.part(0.1, 1);
            return switch (settings.method()) {
                case LAYER_WISE ->
                    new LayerwiseDecoding(engine, pass.network(), settings.unpooling(), settings.iterations(), rest)
                            .decode(image, records);
                case GRADIENT ->
                    new GradientInversion(engine, pass, settings.totalVariation(), settings.iterations(), rest)
                            .invert(image, records);
            };
        }
    }
}

package sc.fiji.invertibility.decode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.measure.ReconstructionError;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerNonzeros;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Makes the activations x̂ that section 4.5 decodes instead of a layer's own, x: x̂ = Wᵀ𝕄(Wx, k) of one iteration, scaled
 * to ‖x‖, or Gaussian numbers of norm ‖x‖. W are the filters of the first convolution above the layer, at unit norm
 * and without bias, or Gaussian ones of their shape; 𝕄 pools 2×2 blocks and puts values back at the top-left, as in
 * section 4.2; k is the percentage of non-zeros among that convolution's activations, taken of the pooled units.
 */
public final class ActivationEstimates {

    private static final int BLOCK = 2;

    private final Engine engine;
    private final Network network;
    private final Layer layer;
    private final OptionalDouble keep;
    private final long seed;

    private ActivationEstimates(Engine engine, Network network, Layer layer, OptionalDouble keep, long seed) {
        this.engine = engine;
        this.network = network;
        this.layer = layer;
        this.keep = keep;
        this.seed = seed;
    }

    /**
     * Prepares for a layer.
     *
     * @param engine where to compute; stays open
     * @param network the encoder
     * @param layer any name of the layer
     * @param keep k in percent of the pooled units, above 0 and up to 100; empty for that of the layer above
     * @param seed of the Gaussian filters and activations
     * @return the maker of activations
     * @throws IllegalArgumentException if there is no such layer
     */
    public static ActivationEstimates of(Engine engine, Network network, String layer, OptionalDouble keep, long seed) {
        return new ActivationEstimates(engine, network, network.layer(layer), keep, seed);
    }

    /**
     * Makes activations.
     *
     * @param source of which kind
     * @param activations the layer's own, with the axes (x, y, filter)
     * @param image the preprocessed image that they belong to
     * @param monitor receives the progress
     * @return activations of the same size and norm
     * @throws IllegalArgumentException if they need filters above the layer, and there are none, or if all activations
     *     are zero
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public Img<FloatType> make(
            ActivationSource source,
            Img<FloatType> activations,
            RandomAccessibleInterval<FloatType> image,
            Monitor monitor) {
        return switch (source) {
            case TRUE -> activations;
            case RANDOM -> ReconstructionError.randomActivations(activations, seed);
            case IHT_LEARNED -> inverted(bank(above()), activations, image, monitor);
            case IHT_GAUSSIAN -> inverted(gaussian(above()), activations, image, monitor);
        };
    }

    private Img<FloatType> inverted(
            FilterBank bank, Img<FloatType> activations, RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        monitor.check();
        PoolingModel model =
                new PoolingModel(BLOCK, Activation.NONE, Unpooling.TOP_LEFT, keep.orElseGet(() -> nonzeros(image)));
        // All layers keep their input's size; mirrored borders are a step of their own, before the convolution.
        FilterBank w = bank.normalised().withPadding(Padding.same(bank.height(), bank.width()));
        return LayerInversion.of(engine, w, model, InversionSettings.FEED_FORWARD)
                .invert(activations, Monitor.NONE)
                .image();
    }

    /** The first convolution above the layer. */
    private Layer.Convolution above() {
        List<Layer> layers = network.architecture().layers();
        Optional<Layer.Convolution> found = layers.subList(layers.indexOf(layer) + 1, layers.size()).stream()
                .filter(Layer.Convolution.class::isInstance)
                .map(Layer.Convolution.class::cast)
                .findFirst();
        return found.orElseThrow(() -> new IllegalArgumentException("source: there is no convolution above "
                + layer.name() + " of " + network.architecture() + " to reconstruct its activations with"));
    }

    private FilterBank bank(Layer.Convolution above) {
        try {
            return network.bank(above);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "source: the weights lack the filters of " + above.name() + ", with which the activations of "
                            + layer.name() + " would be reconstructed",
                    e);
        }
    }

    private FilterBank gaussian(Layer.Convolution above) {
        return above.fit(GaussianFilters.rectangular(
                above.filters(), above.channels() / above.groups(), above.height(), above.width(), seed));
    }

    private double nonzeros(RandomAccessibleInterval<FloatType> image) {
        Layer.Convolution above = above();
        ForwardPass pass;
        try {
            pass = ForwardPass.to(network, above.name());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "keep: expected a percentage above 0, as the weights lack the filters of " + above.name()
                            + ", whose percentage of non-zeros would be taken",
                    e);
        }
        try (LayerNonzeros measured = LayerNonzeros.of(engine, pass)) {
            double percent = measured.percentages(image, Monitor.NONE).get(above.name());
            if (percent == 0)
                throw new IllegalArgumentException("image: all activations of " + above.name()
                        + " are zero, so that there is nothing to reconstruct");
            return percent;
        }
    }
}

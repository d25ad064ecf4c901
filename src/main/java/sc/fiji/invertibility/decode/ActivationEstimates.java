package sc.fiji.invertibility.decode;

import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.measure.ReconstructionError;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Makes the activations x̂ that section 4.5 decodes instead of a layer's own, x: x̂ = Wᵀ𝕄(Wx, k) of one iteration,
 * scaled to ‖x‖, or Gaussian numbers of norm ‖x‖. W are the filters of the first convolution above the layer, at unit
 * norm and without bias, or Gaussian ones of their shape; 𝕄 pools 2×2 blocks and puts values back at the top-left, as
 * in section 4.2; k is the percentage of non-zeros among that convolution's activations, taken of the pooled units
 * (without its filters, the paper's percentage).
 */
public final class ActivationEstimates {

    private static final int BLOCK = 2;

    private final Engine engine;
    private final LayerAbove above;
    private final OptionalDouble keep;
    private final long seed;

    private ActivationEstimates(Engine engine, LayerAbove above, OptionalDouble keep, long seed) {
        this.engine = engine;
        this.above = above;
        this.keep = keep;
        this.seed = seed;
    }

    /**
     * Prepares for a layer.
     *
     * @param engine where to compute; stays open
     * @param network the encoder
     * @param layer any name of the layer
     * @param keep k in percent of the pooled units, above 0 and up to 100; empty for that of the layer above, or
     *     the paper's if the network lacks its filters
     * @param seed of the Gaussian filters and activations
     * @return the maker of activations
     * @throws IllegalArgumentException if there is no such layer
     */
    public static ActivationEstimates of(Engine engine, Network network, String layer, OptionalDouble keep, long seed) {
        return new ActivationEstimates(engine, new LayerAbove(network, network.layer(layer)), keep, seed);
    }

    /**
     * Makes activations.
     *
     * @param source of which kind
     * @param activations the layer's own, with the axes (x, y, filter)
     * @param image the preprocessed image that they belong to
     * @param monitor receives the progress
     * @return activations of the same size and norm
     * @throws IllegalArgumentException if they need filters above the layer, or their sparsity, and there are none, or
     *     if all activations are zero
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public Img<FloatType> make(
            ActivationSource source,
            Img<FloatType> activations,
            RandomAccessibleInterval<FloatType> image,
            Monitor monitor) {
        above.obstacle(source, keep).ifPresent(why -> {
            throw new IllegalArgumentException("source: " + why);
        });
        return switch (source) {
            case TRUE -> activations;
            case RANDOM -> ReconstructionError.randomActivations(activations, seed);
            case IHT_LEARNED, IHT_GAUSSIAN -> inverted(above.bank(source, seed), activations, image, monitor);
        };
    }

    private Img<FloatType> inverted(
            FilterBank bank, Img<FloatType> activations, RandomAccessibleInterval<FloatType> image, Monitor monitor) {
        monitor.check();
        double percent = keep.orElseGet(() -> above.nonzeroPercent(engine, image));
        PoolingModel model = new PoolingModel(BLOCK, Activation.NONE, Unpooling.TOP_LEFT, percent);
        // All layers keep their input's size; mirrored borders are a step of their own, before the convolution.
        FilterBank w = bank.normalised().withPadding(Padding.same(bank.height(), bank.width()));
        return LayerInversion.of(engine, w, model, InversionSettings.FEED_FORWARD)
                .invert(activations, Monitor.NONE)
                .image();
    }
}

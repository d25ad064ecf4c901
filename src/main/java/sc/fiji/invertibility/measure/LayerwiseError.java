package sc.fiji.invertibility.measure;

import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.LayerReconstruction;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Table 4, activation space: what one layer above a pooling layer loses of that layer's activations, when
 * they are brought back by one iteration of IHT and scaled to their norm.
 *
 * @param learned ‖x̂ − x‖/‖x‖ with the network's own filters, each of unit norm
 * @param random the same with Gaussian filters of their shape, over seeds
 * @param randomActivations the error of Gaussian random activations of the same norm
 */
public record LayerwiseError(double learned, Moments random, double randomActivations) {

    /**
     * Measures one pooling layer.
     *
     * @param engine where to compute
     * @param x the layer's activations, with the axes (x, y, channel)
     * @param above the filters of the convolution above it
     * @param model the sparsity model of that convolution
     * @param seeds how many Gaussian banks, ≥ 1
     * @param firstSeed the seed of the first
     * @param monitor hears of the progress
     * @return the errors
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public static LayerwiseError of(
            Engine engine,
            RandomAccessibleInterval<FloatType> x,
            FilterBank above,
            PoolingModel model,
            int seeds,
            long firstSeed,
            Monitor monitor) {
        if (seeds < 1) throw new IllegalArgumentException("the number of seeds must be at least 1, not " + seeds);
        double learned = error(engine, x, above.normalised(), model, monitor.part(0, 1.0 / (seeds + 1)));
        Moments random = Moments.NONE;
        for (int i = 0; i < seeds; i++) {
            FilterBank bank = GaussianFilters.rectangular(
                            above.filters(), above.filterChannels(), above.height(), above.width(), firstSeed + i)
                    .normalised()
                    .withGroups(above.groups())
                    .withStride(above.stride())
                    .withPadding(above.padding());
            Monitor part = monitor.part((i + 1.0) / (seeds + 1), (i + 2.0) / (seeds + 1));
            random = random.plus(error(engine, x, bank, model, part));
        }
        double noise = ReconstructionError.relative(ReconstructionError.randomActivations(x, firstSeed), x);
        return new LayerwiseError(learned, random, noise);
    }

    /**
     * Finds the convolution above a layer.
     *
     * @param network the network
     * @param layer the layer
     * @return the next convolution, if there is one and the network has its filters
     */
    public static Optional<Layer.Convolution> above(Network network, Layer layer) {
        List<Layer> layers = network.architecture().layers();
        Optional<Layer.Convolution> next = layers.stream()
                .skip(layers.indexOf(layer) + 1L)
                .filter(Layer.Convolution.class::isInstance)
                .map(Layer.Convolution.class::cast)
                .findFirst();
        List<Layer.Convolution> all = network.architecture().convolutions();
        int present = network.firstMissing().map(all::indexOf).orElse(all.size());
        return next.filter(convolution -> all.indexOf(convolution) < present);
    }

    private static double error(
            Engine engine,
            RandomAccessibleInterval<FloatType> x,
            FilterBank bank,
            PoolingModel model,
            Monitor monitor) {
        LayerReconstruction result = LayerInversion.of(engine, bank, model, InversionSettings.FEED_FORWARD)
                .invert(x, monitor);
        return result.iterations().get(0).relativeError();
    }
}

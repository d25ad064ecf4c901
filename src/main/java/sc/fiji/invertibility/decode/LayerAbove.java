package sc.fiji.invertibility.decode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerNonzeros;
import sc.fiji.invertibility.network.Network;

/**
 * The first convolution above a layer, with whose filters, or with Gaussian ones of their shape, an iteration
 * reconstructs the layer's activations (section 4.5). The network may lack its filters.
 *
 * @param network the encoder
 * @param layer the layer whose activations are reconstructed
 */
public record LayerAbove(Network network, Layer layer) {

    /**
     * Finds out whether an iteration can make a kind of activations.
     *
     * @param source the kind
     * @param keep k in percent of the pooled units; empty for that of the layer above
     * @return why not, in a clause; empty if it can
     */
    public Optional<String> obstacle(ActivationSource source, OptionalDouble keep) {
        if (!source.reconstructed()) return Optional.empty();
        Layer.Convolution above = convolution().orElse(null);
        if (above == null)
            return Optional.of("there is no convolution above " + layer.name() + " of " + network.architecture()
                    + " to reconstruct its activations with");
        if (hasFilters()) return Optional.empty();
        if (source == ActivationSource.IHT_LEARNED)
            return Optional.of("the weights lack the filters of " + above.name() + ", with which the activations of "
                    + layer.name() + " would be reconstructed");
        return keep.isPresent() || printedPercent().isPresent()
                ? Optional.empty()
                : Optional.of("a percentage 'keep' above 0 is needed, as the weights lack the filters of "
                        + above.name() + ", whose percentage of non-zeros would be taken");
    }

    /** {@return the convolution; empty if there is none above} */
    public Optional<Layer.Convolution> convolution() {
        List<Layer> layers = network.architecture().layers();
        return layers.subList(layers.indexOf(layer) + 1, layers.size()).stream()
                .filter(Layer.Convolution.class::isInstance)
                .map(Layer.Convolution.class::cast)
                .findFirst();
    }

    /** {@return whether the network has the convolution's filters} */
    public boolean hasFilters() {
        return network.firstMissing()
                .filter(missing -> convolution().filter(missing::equals).isPresent())
                .isEmpty();
    }

    /** {@return the convolution's percentage of non-zeros in the paper; empty if it is in none of its tables} */
    public OptionalDouble printedPercent() {
        PaperTables paper = PaperTables.of(network.architecture().name());
        return convolution().map(above -> paper.nonzeroPercent(above.name())).orElse(OptionalDouble.empty());
    }

    /** The filters, learned or Gaussian, for a source that has no obstacle. */
    FilterBank bank(ActivationSource source, long seed) {
        Layer.Convolution above = convolution().orElseThrow();
        return source == ActivationSource.IHT_LEARNED
                ? network.bank(above)
                : above.fit(GaussianFilters.rectangular(
                        above.filters(), above.channels() / above.groups(), above.height(), above.width(), seed));
    }

    /** The convolution's percentage of non-zeros for an image; without its filters, the paper's. */
    double nonzeroPercent(Engine engine, RandomAccessibleInterval<FloatType> image) {
        if (!hasFilters()) return printedPercent().orElseThrow();
        String above = convolution().orElseThrow().name();
        try (LayerNonzeros measured = LayerNonzeros.of(engine, ForwardPass.to(network, above))) {
            double percent = measured.percentages(image, Monitor.NONE).get(above);
            if (percent == 0)
                throw new IllegalArgumentException(
                        "image: all activations of " + above + " are zero, so that there is nothing to reconstruct");
            return percent;
        }
    }
}

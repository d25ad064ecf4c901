package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.weights.ImportedLayer;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;

/**
 * The filters of one layer, as the user chose them.
 *
 * @param network the network's name
 * @param layer the layer's name
 * @param bank its filters
 */
record LayerFilters(String network, String layer, FilterBank bank) {

    /** One layer of filters that need no file. */
    static LayerFilters single(FilterFamily family, int count, int channels, int size, long seed) {
        return new LayerFilters(NetworkSource.SINGLE, "conv1", family.bank(count, channels, size, seed));
    }

    /** A network's layers with random filters: one of them, or all if no name is given. */
    static List<LayerFilters> gaussian(String network, String layer, long seed) {
        return of(Network.gaussian(KnownNetworks.named(network), seed), layer);
    }

    /** A file's layers: one of them or, if no name is given, all up to the first gap. */
    static List<LayerFilters> imported(String network, File weights, String layer) throws IOException {
        try (WeightFile file = WeightFile.open(ParameterChecks.file("weights", weights))) {
            if (network.equals(NetworkSource.SINGLE)) {
                ImportedLayer read = file.layer(layer);
                return List.of(new LayerFilters(network, read.name(), read.filterBank()));
            }
            Architecture architecture = NetworkFilters.Imported.architecture(file, network);
            if (!layer.isEmpty()) convolution(architecture, layer);
            return of(NetworkWeights.read(file, architecture, "").network(), layer);
        }
    }

    private static List<LayerFilters> of(Network network, String layer) {
        Architecture architecture = network.architecture();
        List<Layer.Convolution> wanted =
                layer.isEmpty() ? architecture.convolutions() : List.of(convolution(architecture, layer));
        Layer.Convolution missing = network.firstMissing().orElse(null);
        List<LayerFilters> found = new ArrayList<>();
        for (Layer.Convolution convolution : wanted) {
            if (layer.isEmpty() && convolution.equals(missing)) break;
            found.add(new LayerFilters(architecture.name(), convolution.name(), bank(network, convolution)));
        }
        return found;
    }

    private static FilterBank bank(Network network, Layer.Convolution convolution) {
        try {
            return network.bank(convolution);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer: the weights lack " + convolution.name(), e);
        }
    }

    private static Layer.Convolution convolution(Architecture architecture, String layer) {
        Layer found = ParameterChecks.of("layer", () -> architecture.layer(layer));
        if (found instanceof Layer.Convolution convolution) return convolution;
        throw new IllegalArgumentException("layer: expected a layer with filters, but " + found.name() + " pools");
    }
}

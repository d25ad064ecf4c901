package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.weights.WeightFile;

/** The layers that a dialog offers. */
final class LayerNamesOf {

    private LayerNamesOf() {}

    /** Those that a file holds; none if it cannot be read, which the command tells better. */
    static List<String> file(File weights) {
        if (weights == null || !weights.isFile()) return List.of();
        try (WeightFile file = WeightFile.open(weights.toPath())) {
            return file.layerNames();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** Those of a network, or of a file where the network is a single layer. */
    static List<String> network(String network, File weights) {
        return network.equals(NetworkSource.SINGLE)
                ? file(weights)
                : KnownNetworks.named(network).layerNames();
    }
}

package sc.fiji.invertibility.command.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.LayerKind;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.PreprocessingRecord;
import sc.fiji.invertibility.weights.WeightFile;

/**
 * The layers of a network, with random filters or those of a file.
 *
 * @param architecture the network
 * @param file the file of weights, or nothing for random filters
 * @param layers the layers that the filters reach, the first being nearest to the image
 * @param blueFirst whether the network expects blue first
 */
record NetworkFilters(Architecture architecture, Optional<Path> file, List<String> layers, boolean blueFirst)
        implements FilterChoice {

    /** The preprocessing for random networks, as in the commands. */
    private static final Preprocessing OF_RANDOM = Preprocessing.of("RGB minus mean");

    static NetworkFilters random(Architecture architecture) {
        return new NetworkFilters(architecture, Optional.empty(), architecture.layerNames(), false);
    }

    /** The network of an open file, up to the first layer that the file cannot hold. */
    static NetworkFilters of(WeightFile file, Architecture architecture) throws IOException {
        long convolutions = file.layers().stream()
                .filter(layer -> layer.kind() == LayerKind.CONVOLUTION)
                .count();
        List<String> reached = new ArrayList<>();
        for (Layer layer : architecture.layers()) {
            if (layer instanceof Layer.Convolution && convolutions-- == 0) break;
            reached.add(layer.name());
        }
        return new NetworkFilters(architecture, Optional.of(file.path()), List.copyOf(reached), blueFirst(file));
    }

    /** Whether a file's network expects blue first. */
    static boolean blueFirst(WeightFile file) throws IOException {
        return file.preprocessing().order() == PreprocessingRecord.ChannelOrder.BGR;
    }

    @Override
    public boolean isNetwork() {
        return true;
    }

    @Override
    public String label() {
        return architecture.name()
                + file.map(path -> " of " + path.getFileName()).orElse(", random filters");
    }

    @Override
    public String firstLayer() {
        return layers.contains("pool1") ? "pool1" : layers.get(0);
    }

    @Override
    public String describe(Settings settings) {
        return label();
    }

    @Override
    public Map<String, String> parameters(Settings settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("network", architecture.name().startsWith("AlexNet") ? "AlexNet" : architecture.name());
        parameters.put("filters", file.isPresent() ? "Imported" : "Gaussian random");
        file.ifPresent(path -> parameters.put("weights", path.toString()));
        parameters.put("layer", settings.layer());
        if (file.isEmpty()) parameters.put("seed", String.valueOf(Settings.SEED));
        return parameters;
    }

    /** The network with the filters that are needed to reach a layer. */
    Loaded load(String layer) throws IOException {
        if (file.isEmpty()) return new Loaded(Network.gaussian(architecture.upTo(layer), Settings.SEED), OF_RANDOM);
        try (WeightFile open = WeightFile.open(file.get())) {
            NetworkWeights read = NetworkWeights.read(open, architecture, layer);
            return new Loaded(read.network(), read.recordedPreprocessing());
        }
    }

    /**
     * A network that is ready for use.
     *
     * @param network with its filters
     * @param preprocessing how its input is prepared
     */
    record Loaded(Network network, Preprocessing preprocessing) {

        /** The filters of the convolution at a layer, or of the next one below. */
        FilterBank bank(String layer) {
            List<Layer> path = network.architecture().through(network.layer(layer));
            for (int i = path.size() - 1; i >= 0; i--)
                if (path.get(i) instanceof Layer.Convolution convolution) return network.bank(convolution);
            throw new IllegalArgumentException("layer: there are no filters at or below " + layer);
        }
    }
}

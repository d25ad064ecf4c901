package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.ImportedLayer;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.PreprocessingRecord;
import sc.fiji.invertibility.weights.WeightFile;

/**
 * A way through a network that the user chose, and what goes with it.
 *
 * @param pass from the image to the layer
 * @param preprocessing what the network's filters are meant for
 * @param origin where that is known from
 * @param notes what the user should know about the weights
 */
record NetworkSource(ForwardPass pass, Preprocessing preprocessing, String origin, List<String> notes) {

    static final String SINGLE = "Single layer", ALEXNET = "AlexNet", AUTO = "Auto";

    private static final String FIRST_POOLING = "pool1";

    /**
     * A network with random filters.
     *
     * @param network a name that {@link KnownNetworks} knows
     * @param layer the layer to reach, or empty for the first pooling
     */
    static NetworkSource gaussian(String network, String layer, long seed) {
        Architecture architecture = KnownNetworks.named(network);
        String last = last(architecture, layer);
        Network filters = Network.gaussian(architecture.upTo(last), seed);
        return new NetworkSource(
                ForwardPass.to(filters, last),
                Preprocessing.of("RGB minus mean"),
                "random filters are given ImageNet's mean free images",
                List.of());
    }

    /**
     * A network as a command's parameters choose it.
     *
     * @param network a name that {@link KnownNetworks} knows
     * @param imported whether the filters are those of a file
     * @param weights the file, if so
     * @param layer the layer to reach, or empty for the first pooling
     * @param seed of random filters
     */
    static NetworkSource of(String network, boolean imported, File weights, String layer, long seed)
            throws IOException {
        String wanted = layer == null ? "" : layer.strip();
        return imported ? imported(network, weights, wanted) : gaussian(network, wanted, seed);
    }

    /** One layer of filters that need no file, with ReLU, for any number of channels. */
    static NetworkSource made(FilterFamily family, int count, int size, int stride, int channels, long seed) {
        FilterBank bank = new FilterSource.Made(family, count, size, stride, seed).bank(channels);
        return single(bank, Preprocessing.NONE, "filters that are not learned take any input");
    }

    /**
     * A network with the filters of a file.
     *
     * @param network a name that {@link KnownNetworks} knows; for AlexNet the file tells which one it is
     * @param layer the layer to reach, or empty for the first pooling
     */
    static NetworkSource imported(String network, File weights, String layer) throws IOException {
        try (WeightFile file = open(weights)) {
            Architecture architecture = KnownNetworks.named(network);
            if (architecture.name().equals(ALEXNET)) {
                Architecture found = NetworkWeights.architecture(file);
                if (found.name().startsWith(ALEXNET)) architecture = found;
            }
            String last = last(architecture, layer);
            NetworkWeights read = NetworkWeights.read(file, architecture, last);
            return new NetworkSource(
                    to(read.network(), last),
                    read.recordedPreprocessing(),
                    read.preprocessing().origin(),
                    read.notes());
        }
    }

    /**
     * One layer of a file, with its bias and ReLU.
     *
     * @param layer the name of a tensor, or empty for the first
     */
    static NetworkSource imported(File weights, String layer, int stride) throws IOException {
        try (WeightFile file = open(weights)) {
            ImportedLayer read = file.layer(layer.strip());
            FilterBank bank = read.filterBank().withStride(Expected.atLeast("stride", 1, stride));
            PreprocessingRecord record = file.preprocessing();
            boolean image = bank.channels() == record.mean().size();
            return single(
                    bank,
                    image ? NetworkWeights.preprocessing(record) : Preprocessing.NONE,
                    image ? record.origin() : "the layer does not take an image");
        }
    }

    /** A network with random filters for all its layers; its pass goes to the first pooling. */
    static NetworkSource whole(String network, long seed) {
        Network filters = Network.gaussian(KnownNetworks.named(network), seed);
        return new NetworkSource(
                to(filters, FIRST_POOLING),
                Preprocessing.of("RGB minus mean"),
                "random filters are given ImageNet's mean free images",
                List.of());
    }

    /** A network with all filters that a file has for it; its pass goes to the first pooling. */
    static NetworkSource whole(String network, File weights) throws IOException {
        try (WeightFile file = open(weights)) {
            Architecture architecture = KnownNetworks.named(network);
            if (architecture.name().equals(ALEXNET)) {
                Architecture found = NetworkWeights.architecture(file);
                if (found.name().startsWith(ALEXNET)) architecture = found;
            }
            NetworkWeights read = NetworkWeights.read(file, architecture, "");
            return new NetworkSource(
                    to(read.network(), FIRST_POOLING),
                    read.recordedPreprocessing(),
                    read.preprocessing().origin(),
                    read.notes());
        }
    }

    /** The preprocessing of a name, or for Auto that of the filters. */
    Preprocessing preprocessing(String choice) {
        if (choice.equalsIgnoreCase(AUTO)) return preprocessing;
        if (Preprocessing.names().stream().noneMatch(choice::equalsIgnoreCase))
            throw new IllegalArgumentException("preprocessing: unknown choice '" + choice + "'; expected one of: "
                    + AUTO + ", " + String.join(", ", Preprocessing.names()));
        return Preprocessing.of(choice);
    }

    /** Adds the network, the layer, and what the network is fed with, chosen by name or {@link #AUTO}. */
    Provenance describe(Provenance made, String preprocessing) {
        return made.with("network", pass.network().architecture().name())
                .with("layer", pass.last().name())
                .with("preprocessing", preprocessing.equalsIgnoreCase(AUTO) ? origin : preprocessing)
                .with("network input", preprocessing(preprocessing));
    }

    private static String last(Architecture architecture, String layer) {
        try {
            return architecture.layer(layer.isBlank() ? FIRST_POOLING : layer).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer: " + e.getMessage(), e);
        }
    }

    private static ForwardPass to(Network network, String layer) {
        try {
            return ForwardPass.to(network, layer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer: " + e.getMessage(), e);
        }
    }

    private static NetworkSource single(FilterBank bank, Preprocessing preprocessing, String origin) {
        Network network = Network.singleLayer(bank, Rectification.RELU, null);
        return new NetworkSource(ForwardPass.to(network, "conv1"), preprocessing, origin, List.of());
    }

    private static WeightFile open(File weights) throws IOException {
        if (weights == null || weights.getPath().isBlank())
            throw new IllegalArgumentException("weights: expected a file, as filters is 'Imported'");
        return WeightFile.open(weights.toPath());
    }
}

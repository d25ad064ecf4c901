package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

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

    /**
     * A network as a command's keys choose it.
     *
     * @param network a name that {@link KnownNetworks} knows
     * @param imported whether the filters are those of a file
     * @param weights the file, if so
     * @param layer the layer to reach, or empty for the first pooling
     * @param seed of random filters
     */
    static NetworkSource of(String network, boolean imported, File weights, String layer, long seed)
            throws IOException {
        return NetworkFilters.of(network, imported ? FilterFamily.IMPORTED : FilterFamily.GAUSSIAN, weights, seed)
                .upTo(layer);
    }

    /** One layer of filters that need no file, with ReLU, for any number of channels. */
    static NetworkSource made(FilterFamily family, int count, int size, int stride, int channels, long seed) {
        return new FilterSource.Made(family, count, size, stride, seed).network(channels);
    }

    /**
     * One layer of a file, with its bias and ReLU.
     *
     * @param layer the name of a tensor, or empty for the first
     */
    static NetworkSource imported(File weights, String layer, int stride) throws IOException {
        return new FilterSource.Imported(weights, layer, stride).network(0);
    }

    /** A network with random filters for all its layers; its pass goes to the first pooling. */
    static NetworkSource whole(String network, long seed) {
        return new NetworkFilters.Random(network, seed).all();
    }

    /** A network with all filters that a file has for it; its pass goes to the first pooling. */
    static NetworkSource whole(String network, File weights) throws IOException {
        return new NetworkFilters.Imported(network, Expected.weights(weights)).all();
    }

    /** One layer with ReLU. */
    static NetworkSource single(FilterBank bank, Preprocessing preprocessing, String origin) {
        Network network = Network.singleLayer(bank, Rectification.RELU, null);
        return new NetworkSource(ForwardPass.to(network, "conv1"), preprocessing, origin, List.of());
    }

    /** The same network with a pass to the last layer that its filters reach. */
    NetworkSource deepest() {
        Network network = pass.network();
        List<Layer> layers = network.architecture().layers();
        int end = network.firstMissing().map(layers::indexOf).orElse(layers.size());
        ForwardPass all =
                ForwardPass.to(network, layers.get(Math.max(0, end - 1)).name());
        return new NetworkSource(all, preprocessing, origin, notes);
    }

    /** The preprocessing of a name, or for Auto that of the filters. */
    Preprocessing preprocessing(String choice) {
        requirePreprocessing(choice);
        return choice.equalsIgnoreCase(AUTO) ? preprocessing : Preprocessing.of(choice);
    }

    /** Refuses what is no choice of preprocessing. */
    static void requirePreprocessing(String choice) {
        if (!AUTO.equalsIgnoreCase(choice) && Preprocessing.names().stream().noneMatch(n -> n.equalsIgnoreCase(choice)))
            throw new IllegalArgumentException("preprocessing: unknown choice '" + choice + "'; expected one of: "
                    + AUTO + ", " + String.join(", ", Preprocessing.names()));
    }

    /** Adds the network, the layer, and what the network is fed with, chosen by name or {@link #AUTO}. */
    Provenance describe(Provenance made, String preprocessing) {
        return made.with("network", pass.network().architecture().name())
                .with("layer", pass.last().name())
                .with("preprocessing", preprocessing.equalsIgnoreCase(AUTO) ? origin : preprocessing)
                .with("network input", preprocessing(preprocessing));
    }
}

package sc.fiji.invertibility.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;

/** Where the filters of a network's layers come from. */
sealed interface NetworkFilters {

    /** The layer to reach if none is named. */
    String FIRST_POOLING = "pool1";

    /**
     * The source that a command's parameters describe.
     *
     * @param network a name that {@link KnownNetworks} knows
     * @param family random or imported filters
     * @param weights for imported filters: the file
     * @param seed for random filters
     */
    static NetworkFilters of(String network, FilterFamily family, File weights, long seed) {
        return family.orGaussian("a network") == FilterFamily.IMPORTED
                ? new Imported(network, ParameterChecks.weights(weights))
                : new Random(network, seed);
    }

    /** The network's name as given by the user. */
    String network();

    /**
     * The filters that are needed to reach a layer, and no others.
     *
     * @param layer its name, or empty for the first pooling
     */
    NetworkSource upTo(String layer) throws IOException;

    /**
     * All available filters, with a pass to the last layer that they reach: of published encoders some end below the
     * first pooling.
     */
    NetworkSource all() throws IOException;

    /** Adds what distinguishes these filters from others. */
    Provenance describe(Provenance made);

    /**
     * Gaussian filters.
     *
     * @param network a name that {@link KnownNetworks} knows
     * @param seed the first of the layers' seeds
     */
    record Random(String network, long seed) implements NetworkFilters {

        @Override
        public NetworkSource upTo(String layer) {
            Architecture architecture = KnownNetworks.named(network);
            String last = last(architecture, layer);
            return source(Network.gaussian(architecture.upTo(last), seed), last);
        }

        @Override
        public NetworkSource all() {
            Network complete = Network.gaussian(KnownNetworks.named(network), seed);
            return source(complete, complete.reach());
        }

        @Override
        public Provenance describe(Provenance made) {
            return made.with("seed", seed);
        }

        private static NetworkSource source(Network filters, String last) {
            return new NetworkSource(
                    pass(filters, last),
                    Preprocessing.of("RGB minus mean"),
                    "random filters are given ImageNet's mean free images",
                    List.of());
        }
    }

    /**
     * The filters of a file.
     *
     * @param network a name that {@link KnownNetworks} knows; the file determines which of its variants
     * @param weights the file
     */
    record Imported(String network, File weights) implements NetworkFilters {

        @Override
        public NetworkSource upTo(String layer) throws IOException {
            try (WeightFile file = WeightFile.open(weights.toPath())) {
                Architecture architecture = architecture(file, network);
                String last = last(architecture, layer);
                return source(NetworkWeights.read(file, architecture, last), last);
            }
        }

        @Override
        public NetworkSource all() throws IOException {
            try (WeightFile file = WeightFile.open(weights.toPath())) {
                NetworkWeights read = NetworkWeights.read(file, architecture(file, network), "");
                return source(read, read.network().reach());
            }
        }

        @Override
        public Provenance describe(Provenance made) {
            return made.with("weights", weights);
        }

        /** The network of a name; of a network that has variants, the one in the file. */
        static Architecture architecture(WeightFile file, String network) throws IOException {
            Architecture named = KnownNetworks.named(network);
            boolean variants = KnownNetworks.all().stream()
                            .filter(known -> known.name().startsWith(named.name()))
                            .count()
                    > 1;
            if (!variants) return named;
            return NetworkWeights.find(file)
                    .filter(found -> found.name().startsWith(named.name()))
                    .orElse(named);
        }

        private static NetworkSource source(NetworkWeights read, String last) {
            return new NetworkSource(
                    pass(read.network(), last),
                    read.recordedPreprocessing(),
                    read.preprocessing().origin(),
                    read.notes());
        }
    }

    private static String last(Architecture architecture, String layer) {
        String wanted = layer == null || layer.isBlank() ? FIRST_POOLING : layer.strip();
        return ParameterChecks.of("layer", () -> architecture.layer(wanted)).name();
    }

    private static ForwardPass pass(Network network, String layer) {
        return ParameterChecks.of("layer", () -> ForwardPass.to(network, layer));
    }
}

package sc.fiji.invertibility.command;

import java.util.List;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * The way through a network that the user chose, and what belongs to it.
 *
 * @param pass from the image to the layer
 * @param preprocessing the preprocessing that the network's filters were trained with
 * @param origin how that is known
 * @param notes what the user should know about the weights
 */
record NetworkSource(ForwardPass pass, Preprocessing preprocessing, String origin, List<String> notes) {

    static final String SINGLE = "Single layer", ALEXNET = "AlexNet", AUTO = "Auto";

    /** One layer with ReLU. */
    static NetworkSource single(FilterBank bank, Preprocessing preprocessing, String origin, List<String> notes) {
        Network network = Network.singleLayer(bank, Rectification.RELU, null);
        return new NetworkSource(ForwardPass.to(network, "conv1"), preprocessing, origin, notes);
    }

    /** The preprocessing of a name; for Auto, that of the filters. */
    Preprocessing preprocessing(String choice) {
        requirePreprocessing(choice);
        return choice.equalsIgnoreCase(AUTO) ? preprocessing : Preprocessing.of(choice);
    }

    /** Refuses what is not a choice of preprocessing. */
    static void requirePreprocessing(String choice) {
        if (!AUTO.equalsIgnoreCase(choice) && Preprocessing.names().stream().noneMatch(n -> n.equalsIgnoreCase(choice)))
            throw new IllegalArgumentException("preprocessing: unknown choice '" + choice + "'; expected one of: "
                    + AUTO + ", " + String.join(", ", Preprocessing.names()));
    }

    /** Adds the network, the layer, and the preprocessing, chosen by name or {@link #AUTO}. */
    Provenance describe(Provenance made, String preprocessing) {
        return made.with("network", pass.network().architecture().name())
                .with("layer", pass.last().name())
                .with("preprocessing", preprocessing.equalsIgnoreCase(AUTO) ? origin : preprocessing)
                .with("network input", preprocessing(preprocessing));
    }
}

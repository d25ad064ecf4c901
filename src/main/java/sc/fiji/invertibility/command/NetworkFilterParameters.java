package sc.fiji.invertibility.command;

import java.util.List;
import org.scijava.plugin.Parameter;

/** The parameters of all commands that work with the filters of a network, or of a single layer, on a device. */
@Redefine(
        parameter = "filters",
        description = "Random filters for every layer, or those of a weights file. " + FilterFamily.ABOUT)
abstract class NetworkFilterParameters extends FilterParameters {

    @Position(before = "filters")
    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = ToolTips.NETWORK)
    String network = "VGG-16";

    @Position(after = "seed")
    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";

    @Override
    boolean isSingleLayer() {
        return Choice.NETWORK.of(network).equals(NetworkSource.SINGLE);
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.network(network, weights) : super.suggestions(key);
    }
}

package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for a measurement of coherence, in the order of the dialog. */
abstract class CoherenceParameters extends InvertibilityCommand {

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "The network whose layers are measured.")
    String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(
            persist = false,
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them.")
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer that is measured. Empty: all layers with filters.")
    String layer = "";

    @Parameter(persist = false, label = "Number of filters", min = "2", description = FilterFamily.COUNT)
    int count = 64;

    @Parameter(
            persist = false,
            label = "Channels",
            min = "1",
            description = "For a single layer of random filters: the channels of its input.")
    int channels = 3;

    @Parameter(persist = false, label = "Filter size (pixels)", min = "1", description = FilterFamily.SIZE)
    int size = 5;

    @Parameter(
            persist = false,
            label = "Random banks",
            min = "1",
            description = "How many Gaussian banks of the same shape are measured for comparison.")
    int seeds = 3;

    @Parameter(
            persist = false,
            label = "Seed",
            description = "Of random filters that are measured, and of the Gaussian banks for comparison; every layer has"
                    + " banks of its own.")
    long seed = 1;

    @Parameter(
            persist = false,
            label = "Device",
            description = ToolTips.DEVICE
                    + " All inner products of a layer are one convolution of its filters with themselves.")
    String device = "Auto";

    @Override
    protected IneffectiveParameters idleKeys() {
        // The banks for comparison are random in any case.
        return IneffectiveParameters.ofFilters(
                        FilterFamily.of(filters), Choice.NETWORK.of(network).equals(NetworkSource.SINGLE))
                .except("seed");
    }

    @Override
    public List<String> essentials() {
        return List.of("network", "filters", "weights", "layer", "count", "size", "seeds");
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.network(network, weights) : super.suggestions(key);
    }
}

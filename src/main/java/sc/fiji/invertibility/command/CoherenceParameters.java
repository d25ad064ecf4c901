package sc.fiji.invertibility.command;

import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for a measurement of coherence. */
@Redefine(parameter = "network", description = "The network whose layers are measured.")
@Redefine(parameter = "layer", description = "The layer that is measured. Empty: all layers with filters.")
@Redefine(parameter = "count", min = "2")
@Redefine(
        parameter = "seed",
        description = "For random filters that are measured, and for the Gaussian banks for comparison; every layer has"
                + " banks of its own.")
@Redefine(
        parameter = "device",
        description =
                ToolTips.DEVICE + " All inner products of a layer are one convolution of its filters with themselves.")
abstract class CoherenceParameters extends NetworkFilterParameters {

    @Position(after = "count")
    @Parameter(
            persist = false,
            label = "Channels",
            min = "1",
            description = "For a single layer of random filters: the channels of its input.")
    int channels = 3;

    @Position(before = "seed")
    @Parameter(
            persist = false,
            label = "Random banks",
            min = "1",
            description = "How many Gaussian banks of the same shape are measured for comparison.")
    int seeds = 3;

    @Override
    protected IneffectiveParameters ineffective() {
        // The banks for comparison are random in any case.
        return super.ineffective().except("seed");
    }

    @Override
    public List<String> essentials() {
        return List.of("network", "filters", "weights", "layer", "count", "size", "seeds");
    }
}

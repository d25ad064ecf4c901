package sc.fiji.invertibility.command;

import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for the recovery of a code. */
@Redefine(parameter = "network", description = "The network that makes x of the image. Single layer: x is the image.")
@Redefine(
        parameter = "filters",
        description = "Random filters for every layer, or those of a weights file; W is brought to unit norm. "
                + FilterFamily.ABOUT)
@Redefine(
        parameter = "layer",
        description = "The layer whose filters are W; its input at unit norm is x. Empty: conv1_2 (AlexNet: conv2); for"
                + " a single layer the first.")
abstract class RecoveryParameters extends NetworkInputParameters {

    @Position(before = "seed")
    @Parameter(
            persist = false,
            label = "Lambda (of max |2Wx|)",
            description = "The weight of the l1 norm, above 0, relative to max |2Wx|: from 1 on, z is zero.")
    double lambda = 0.05;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "The side of a block of line 2.")
    int pool = 2;

    @Parameter(persist = false, label = "Iterations", min = "1", description = "At most so many for each of the lines.")
    int iterations = 100;

    @Parameter(
            persist = false,
            label = "Tolerance",
            description = "Stops when the duality gap is at most this part of the objective; 0 for never.")
    double tolerance = 1e-3;

    RecoveryParameters() {
        network = NetworkSource.SINGLE;
        resize = "256 and crop 224";
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "resize", "lambda", "iterations");
    }
}

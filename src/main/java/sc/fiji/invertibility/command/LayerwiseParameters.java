package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for a measurement of layer-wise errors. */
@Without({"count", "size"})
@Redefine(
        parameter = "image",
        description =
                "The image, of a stack the plane that is shown, within the rectangle of the selection. A grey one is repeated to"
                        + " three channels for networks that need them.")
@Redefine(
        parameter = "network",
        choices = {"VGG-16", "VGG-19", "AlexNet"})
@Redefine(
        parameter = "filters",
        choices = {"Gaussian random", "Imported"},
        description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
@Redefine(
        parameter = "layer",
        description = "The last pooling that is measured: pool1 to pool4 (AlexNet: pool1, pool2). Empty: the last one"
                + " that can be measured; the table then also has the paper's other rows.")
@Redefine(
        parameter = "seed",
        description = "Of random filters: the same seed gives the same filters on every computer. The random banks and"
                + " activations for comparison have seeds that are hashes of it.")
abstract class LayerwiseParameters extends NetworkInputParameters {

    @Position(before = "seed")
    @Parameter(
            persist = false,
            required = false,
            label = "Decoders",
            description =
                    "A decoding network, or a folder of them, for image space: the one that suits a pooling best is"
                            + " used. Empty, or if none suits: the network's own filters, transposed.")
    File decoders;

    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "Of the one iteration: what is applied before its pooling.")
    String activation = "None";

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Top-left", "Switches"},
            description = "Of the one iteration: where a pooled value is put back. The paper's experiments take the"
                    + " top-left of its block.")
    String unpooling = "Top-left";

    @Parameter(
            persist = false,
            label = "Pooling block",
            min = "1",
            description = "Of the one iteration: width and height of a block, in activations.")
    int pool = 2;

    @Parameter(
            persist = false,
            label = "Decoder's iterations",
            min = "1",
            description = "Iterations for each convolution when activations are decoded down to the image. More of them"
                    + " also fit the errors of the activations.")
    int iterations = 1;

    @Parameter(
            persist = false,
            label = "Random banks",
            min = "1",
            description = "How many Gaussian banks, and Gaussian activations, are measured.")
    int seeds = 1;

    LayerwiseParameters() {
        resize = "256 and crop 224";
    }

    @Override
    protected IneffectiveParameters ineffective() {
        // What is compared with is random in any case.
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .except("seed");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "resize", "seeds");
    }
}

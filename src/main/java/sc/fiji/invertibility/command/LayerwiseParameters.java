package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;

/** The user's parameters for a measurement of layer-wise errors, in the order of the dialog. */
abstract class LayerwiseParameters extends InvertibilityCommand {

    // As in ReconstructionParameters: the image that IJ.run(imp, ...) names; not required, so that a missing one is
    // reported.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description =
                    "The image: its current z and t, within the rectangle of the selection. A grey one is repeated"
                            + " to three channels for networks that need them.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"VGG-16", "VGG-19", "AlexNet"},
            description = ToolTips.NETWORK)
    String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported"},
            description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
    String filters = "Gaussian random";

    @Parameter(persist = false, required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description =
                    "The last pooling that is measured: pool1 to pool4 (AlexNet: pool1, pool2). Empty: the last one"
                            + " above which there are filters; the table then has the paper's other rows, too.")
    String layer = "";

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = ToolTips.PREPROCESSING)
    String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = ToolTips.RESIZE)
    String resize = "256 and crop 224";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = ToolTips.RANGE)
    String range = "Display range";

    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "Of the one iteration: what comes before its pooling.")
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
            description = "Iterations a convolution, where activations are decoded down to the image. More of them fit"
                    + " what is wrong with the activations, too.")
    int iterations = 1;

    @Parameter(
            persist = false,
            label = "Random banks",
            min = "1",
            description = "How many Gaussian banks, and Gaussian activations, are measured.")
    int seeds = 1;

    @Parameter(
            persist = false,
            label = "Seed",
            description = "Of random filters: the same seed gives the same filters on every computer. The random banks"
                    + " and activations for comparison have seeds that are hashes of it.")
    long seed = 1;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";

    @Override
    protected IneffectiveParameters idleKeys() {
        // What is compared with is random in any case.
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .except("seed");
    }

    @Override
    protected boolean needsImage() {
        return true;
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "resize", "seeds");
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.network(network, weights) : super.suggestions(key);
    }
}

package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.util.List;
import java.util.Locale;
import org.scijava.plugin.Parameter;

/** The user's parameters for decoding activations, in the order of the dialog. */
abstract class DecodingParameters extends InvertibilityCommand {

    // As in ReconstructionParameters: the image that IJ.run(imp, ...) names; not required, so that a missing one is
    // reported.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image: each z and t on its own, within the rectangle of the selection. A grey one is"
                    + " repeated to three channels.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"VGG-16", "VGG-19", "AlexNet"},
            description = ToolTips.NETWORK)
    String network = "VGG-19";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported"},
            description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
    String filters = "Imported";

    @Parameter(persist = false, required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer whose activations are decoded. Empty: the one that the decoder was trained for."
                    + " Also the pooling directly above that one, and layers below it in the same block.")
    String layer = "";

    @Parameter(
            persist = false,
            required = false,
            label = "Decoder file",
            description = "A decoding network: of Train Decoder..., a published one of VGG (Caffe, NumPy, PyTorch), or"
                    + " any other that a JSON record beside the file describes.")
    File decoder;

    @Parameter(
            persist = false,
            label = "Activations",
            choices = {"True activations", "IHT learned", "IHT Gaussian", "Random activations", "All"},
            description = "What is decoded: the layer's own activations; what one iteration with the filters of the"
                    + " layer above, or with Gaussian ones, makes of them; Gaussian numbers; or all four, side by side.")
    String source = "All";

    @Parameter(
            persist = false,
            label = "Kept (%)",
            min = "0",
            max = "100",
            description = "Of the iteration: how many of the pooled units are kept. 0: as many as the layer above has"
                    + " non-zeros, as in the paper.")
    double keep = 0;

    @Parameter(
            persist = false,
            label = "Decoder's unpooling",
            choices = {"As trained", "Switches", "Top-left", "Bottom-right", "Repetition"},
            description = "Where the decoder puts a pooled value: as its file says, or elsewhere than it was trained"
                    + " for.")
    String unpooling = AS_TRAINED;

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = "How colours from 0 to 255 become the network's input. Auto: as the decoder's file records it,"
                    + " else the weights file.")
    String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = ToolTips.RESIZE)
    String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = ToolTips.RANGE)
    String range = "Display range";

    @Parameter(
            persist = false,
            label = "Seed",
            description = "Of random filters of the network, of the Gaussian filters of the iteration, and of random"
                    + " activations.")
    long seed = 1;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";

    /** The choice of unpooling that leaves a decoder as it is. */
    static final String AS_TRAINED = "As trained";

    /** The choice of activations that compares all kinds. */
    static final String ALL = "All";

    @Override
    protected IneffectiveParameters idleKeys() {
        boolean iterates = source.equalsIgnoreCase(ALL) || source.toUpperCase(Locale.ROOT).startsWith("IHT");
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .except("seed")
                .when(!iterates, "nothing is reconstructed for '" + source + "'", "keep");
    }

    @Override
    protected boolean needsImage() {
        return true;
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "decoder", "source", "resize");
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.network(network, weights) : super.suggestions(key);
    }
}

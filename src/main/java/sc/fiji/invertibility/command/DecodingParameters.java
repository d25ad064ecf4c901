package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import java.util.Locale;
import org.scijava.plugin.Parameter;

/** The user's parameters for decoding activations. */
@Without({"count", "size"})
@Redefine(
        parameter = "image",
        description =
                "The image: each z and t on its own, within the rectangle of the selection. A grey one is repeated"
                        + " to three channels.")
@Redefine(
        parameter = "network",
        choices = {"VGG-16", "VGG-19", "AlexNet"})
@Redefine(
        parameter = "filters",
        choices = {"Gaussian random", "Imported"},
        description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
@Redefine(
        parameter = "layer",
        description = "The layer whose activations are decoded. Empty: the one that the decoder was trained for. Also"
                + " the pooling directly above that one, and layers below it in the same block.")
@Redefine(
        parameter = "preprocessing",
        description = "How colours from 0 to 255 become the network's input. Auto: as the decoder's file records it,"
                + " else the weights file.")
@Redefine(
        parameter = "seed",
        description = "Of random filters of the network, of the Gaussian filters of the iteration, and of random"
                + " activations.")
abstract class DecodingParameters extends NetworkInputParameters {

    /** The choice of unpooling that leaves a decoder as it is. */
    static final String AS_TRAINED = "As trained";

    /** The choice of activations that compares all kinds. */
    static final String ALL = "All";

    @Position(after = "layer")
    @Parameter(
            persist = false,
            required = false,
            label = "Decoder file",
            description =
                    "A decoding network: made by Train Decoder..., a published one for VGG (Caffe, NumPy, PyTorch), or"
                            + " any other with a JSON record beside the file that describes it.")
    File decoder;

    @Parameter(
            persist = false,
            label = "Activations",
            choices = {"True activations", "IHT learned", "IHT Gaussian", "Random activations", ALL},
            description =
                    "What is decoded: the layer's own activations; what one iteration with the filters of the"
                            + " layer above, or with Gaussian ones, makes of them; Gaussian numbers; or all four, side by side.")
    String source = ALL;

    @Parameter(
            persist = false,
            label = "Kept (%)",
            min = "0",
            max = "100",
            description =
                    "For the iteration: how many percent of the pooled units are kept. 0: as many as the layer above has"
                            + " non-zeros, as in the paper.")
    double keep = 0;

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {AS_TRAINED, "Switches", "Top-left", "Bottom-right", "Repetition"},
            description =
                    "Where the decoder puts a pooled value: as its file says, or in another place than it was trained"
                            + " for.")
    String unpooling = AS_TRAINED;

    DecodingParameters() {
        network = "VGG-19";
        filters = "Imported";
    }

    @Override
    protected IneffectiveParameters ineffective() {
        boolean iterates =
                source.equalsIgnoreCase(ALL) || source.toUpperCase(Locale.ROOT).startsWith("IHT");
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .except("seed")
                .when(!iterates, "nothing is reconstructed for '" + source + "'", "keep");
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "decoder", "source");
    }
}

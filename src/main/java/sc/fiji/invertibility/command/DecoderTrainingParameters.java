package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** The user's parameters for training a decoding network. */
@Without({"count", "size"})
@Redefine(
        parameter = "network",
        choices = {"VGG-16", "VGG-19", "AlexNet"})
@Redefine(
        parameter = "filters",
        choices = {"Gaussian random", "Imported"},
        description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
@Redefine(
        parameter = "layer",
        description = "The layer whose activations are decoded: conv1_1 to pool5, or as the file names it. Empty: the"
                + " first pooling.")
@Redefine(
        parameter = "seed",
        description = "Of random filters, and of the order of the images, the squares and their mirroring.")
abstract class DecoderTrainingParameters extends PreprocessingParameters {

    @Position(before = "network")
    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder of images",
            description =
                    "What is learnt from: all images of this folder and of those in it. Those that cannot be used,"
                            + " or are smaller than the crop, are named and skipped.")
    File folder;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder for validation",
            description = "Images that are not learnt from, of which the centres are decoded after each epoch. Empty:"
                    + " every tenth image of the first folder, and at least one.")
    File validation;

    @Position(after = "preprocessing")
    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Switches", "Top-left", "Repetition"},
            description =
                    "Where the decoder puts a pooled value: to the place that it came from, to the top-left corner"
                            + " of its block, or everywhere in it.")
    String unpooling = "Switches";

    @Parameter(
            persist = false,
            label = "Crop (pixels)",
            min = "8",
            description = "Side of the squares that are cut out of the images, at random, and mirrored at random.")
    int crop = 96;

    @Parameter(persist = false, label = "Batch", min = "1", description = "Squares that are learnt from at a time.")
    int batch = 8;

    @Parameter(
            persist = false,
            label = "Epochs",
            min = "1",
            description = "How often a square is cut out of each image, at most.")
    int epochs = 200;

    @Parameter(
            persist = false,
            label = "Minutes",
            min = "0",
            description = "How long it takes at most. 0: until the epochs are over.")
    double minutes = 20;

    @Parameter(
            persist = false,
            label = "Rate",
            min = "0",
            stepSize = "0.001",
            description = "How far a step goes at the start (Adam); it falls to zero along a half cosine.")
    double rate = 0.001;

    @Parameter(
            persist = false,
            label = "Weight of the image",
            min = "0",
            description = "How much the error of the image counts.")
    double imageweight = 1;

    @Parameter(
            persist = false,
            label = "Weight of the layers",
            min = "0",
            description = "How much the errors of each layer's activations on the way count, as in a stacked what-where"
                    + " autoencoder. 0: only the image counts.")
    double layerweight = 0;

    @Position(before = "device")
    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.SAVE_STYLE,
            label = "Save as (.safetensors)",
            description = "Where the decoder is kept. After each epoch, a checkpoint is written beside it.")
    File save;

    @Parameter(
            persist = false,
            label = "Resume",
            description = "Go on from the checkpoint of the same training, if there is one.")
    boolean resume = true;

    @Override
    protected IneffectiveParameters ineffective() {
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .except("seed");
    }

    @Override
    protected boolean measures() {
        return false;
    }

    @Override
    public List<String> essentials() {
        return List.of("folder", "network", "filters", "weights", "layer", "minutes", "save");
    }
}

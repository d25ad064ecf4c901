package sc.fiji.invertibility.command;

import java.io.File;
import java.util.List;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import sc.fiji.invertibility.classify.ClassifierArchitecture;

/** The user's parameters for the training of a classifier. */
@Without({"image", "preprocessing", "resize", "count", "size"})
@Redefine(
        parameter = "network",
        choices = {"Single layer", "VGG-16", "VGG-19"},
        description = "For imported filters: whether the file holds a network, which is taken up to the key layer, or"
                + " the filters of a single layer, to which the architecture is applied.")
@Redefine(
        parameter = "filters",
        choices = {"Gaussian random", "Learned", "Imported", "Patches"},
        description = "Gaussian random: fixed, only the soft-max is trained. Learned: all is trained; slow without a"
                + " GPU. Imported: fixed, from a file of weights. Patches: fixed, whitened patches of the training"
                + " images; usually better than random.")
@Redefine(
        parameter = "layer",
        description = "For imported filters: the layer whose activations are classified, such as pool2; for a single"
                + " layer, the name of a tensor. Empty: the first pooling, or the first tensor.")
@Redefine(
        parameter = "seed",
        description = "Of random filters, of the patches, of which images are put aside, and of their order: the same"
                + " seed gives the same on every computer.")
abstract class ClassifierParameters extends NetworkInputParameters {

    @Position(before = "network")
    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Images",
            description = "A folder with one folder for each class, with the images of that class in it; or a table"
                    + " (.csv) with the columns file and class.")
    File images;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Validation images",
            description = "Images that the classifier is checked with and does not learn from: a folder or table as for"
                    + " the images. Empty: a part of the images is put aside.")
    File validation;

    @Parameter(
            persist = false,
            label = "Put aside (%)",
            min = "1",
            max = "90",
            description = "How many percent of each class are put aside to check the classifier, if no validation"
                    + " images are given.")
    int share = 20;

    @Parameter(
            persist = false,
            label = "Architecture",
            description = "The layers in the paper's notation: (256)5c-2pmax-4pave has 256 filters of 5×5 pixels, 2×2"
                    + " max pooling and 4×4 average pooling; (64)3c-2pmax-(64)3c-2pmax has two layers.")
    String architecture = "(256)5c-2pmax-4pave";

    @Parameter(
            persist = false,
            label = "Fit images",
            choices = {"None", "Scale", "Crop"},
            description = "How images are brought to one size. None: not at all; those of another size are listed and"
                    + " skipped. Scale: as a whole. Crop: the largest central part of the right proportions.")
    String fit = "None";

    @Parameter(
            persist = false,
            label = "Side (pixels)",
            min = "0",
            max = "1024",
            description = "Width and height of the images as the classifier sees them. 0: the size that they have, or"
                    + " 64 if they differ and are fitted.")
    int side = 0;

    @Position(before = "seed")
    @Parameter(
            persist = false,
            label = "Dropout",
            min = "0",
            max = "0.95",
            stepSize = "0.1",
            description = "The fraction of the features that is left out of each training step at random, against"
                    + " learning by heart.")
    double dropout = 0.2;

    @Parameter(persist = false, label = "Epochs", min = "1", description = "How often each training image is seen.")
    int epochs = 20;

    @Parameter(
            persist = false,
            label = "Minutes",
            min = "0",
            description = "After how many minutes training ends, if the epochs are not over before. 0: no limit.")
    double minutes = 0;

    @Position(before = "device")
    @Parameter(
            persist = false,
            label = "Learn scale and bias",
            description = "Of fixed random filters: each filter's scale and bias in front of the ReLU is trained, too"
                    + " (appendix C.1). Much slower, as features are computed anew in every epoch.")
    boolean rescale = false;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.SAVE_STYLE,
            label = "Save as (.safetensors)",
            description =
                    "Where to keep the classifier, for Classify Images... Empty: it is not kept. After each epoch, a"
                            + " checkpoint is written beside it.")
    File save;

    @Parameter(
            persist = false,
            label = "Resume",
            description = "Go on from the checkpoint of the same training, if there is one.")
    boolean resume = true;

    /** Images are compared with each other, so that the same value has to mean the same in all of them. */
    ClassifierParameters() {
        range = "Type range";
    }

    final boolean isImported() {
        return filters.equalsIgnoreCase("Imported");
    }

    final boolean isImportedNetwork() {
        return isImported() && !isSingleLayer();
    }

    /** Fits into the memory of every computer, beside the optimiser's copies. */
    static final int MOST_FEATURES = 1 << 20;

    @Override
    public void checkParameters() {
        super.checkParameters();
        if (images == null || images.getPath().isBlank())
            throw new IllegalArgumentException("images: expected a folder or a table, but none is given");
        Choice.CLASSIFIER_FILTERS.of(filters);
        Choice.FIT.of(fit);
        Choice.SCALING_OF_VALUES.of(range);
        if (isImportedNetwork()) return;
        try {
            ClassifierArchitecture.parse(architecture);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("architecture: " + e.getMessage(), e);
        }
    }

    @Override
    protected boolean needsImage() {
        return false;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        String made = "filters are '" + filters + "'";
        return new IneffectiveParameters()
                .when(validation != null && !validation.getPath().isBlank(), "validation images are given", "share")
                .when(!isImported(), made, "weights", "network", "layer")
                .when(isImportedNetwork(), "the network tells the layers", "architecture")
                .when(!filters.equalsIgnoreCase("Gaussian random"), made, "rescale")
                .when(save == null || save.getPath().isBlank(), "the classifier is not saved", "resume");
    }

    @Override
    public List<String> essentials() {
        return List.of("images", "validation", "architecture", "filters", "weights", "fit", "side", "save");
    }
}

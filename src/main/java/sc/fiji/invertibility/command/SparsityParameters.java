package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** The user's parameters for a measurement of sparsity, in the order of the dialog. */
abstract class SparsityParameters extends InvertibilityCommand {

    // As in ReconstructionParameters: the image that IJ.run(imp, ...) names; not required, so that a missing one is
    // reported.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image: each z and t counts as one, within the rectangle of the selection. A grey one is"
                    + " repeated to three channels for networks that need them. Not needed with a folder.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.DIRECTORY_STYLE,
            label = "Folder of images",
            description = "Instead of the image: all images of this folder and of those in it, of any format that"
                    + " ImageJ opens. Others are listed and skipped.")
    File folder;

    @Parameter(
            persist = false,
            required = false,
            style = FileWidget.SAVE_STYLE,
            label = "State of a stopped run",
            description = "Where to write down what was measured after each image of a folder, so that the same"
                    + " command goes on where it was stopped. Empty: a file next to the folder. When all is done, it is"
                    + " deleted.")
    File state;

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = ToolTips.NETWORK)
    String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The last layer that is measured: conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the file"
                    + " names it. Empty: the last that the filters reach. For a single imported layer: the name of a"
                    + " 4-d tensor; empty: the first.")
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
    String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = ToolTips.RANGE)
    String range = "Display range";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    int count = 64;

    @Parameter(persist = false, label = "Filter size (pixels)", min = "1", description = FilterFamily.SIZE)
    int size = 5;

    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = ToolTips.STRIDE)
    int stride = 1;

    @Parameter(persist = false, label = "Seed", description = ToolTips.SEED)
    long seed = 1;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";
}

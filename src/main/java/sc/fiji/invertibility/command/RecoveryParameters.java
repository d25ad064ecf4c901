package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import org.scijava.plugin.Parameter;

/** The user's parameters for the recovery of a code, in the order of the dialog. */
abstract class RecoveryParameters extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image, of a stack the first plane, within the rectangle of the selection.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "The network that makes x of the image. Single layer: x is the image.")
    String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters for every layer, or those of a weights file; W is brought to unit norm. "
                    + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them.")
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer whose filters are W; its input at unit norm is x. Empty: conv1_2 (AlexNet:"
                    + " conv2); for a single layer the first.")
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

    @Parameter(
            persist = false,
            label = "Lambda (of max |2Wx|)",
            description = "The weight of the l1 norm, above 0, relative to max |2Wx|: from 1 on, z is zero.")
    double lambda = 0.05;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "The side of a block of line 2.")
    int pool = 2;

    @Parameter(persist = false, label = "Iterations", min = "1", description = "At most so many for each of the lines.")
    int iterations = 300;

    @Parameter(
            persist = false,
            label = "Tolerance",
            description = "Stops when the duality gap is at most this part of the objective; 0 for never.")
    double tolerance = 1e-4;

    @Parameter(persist = false, label = "Seed", description = "Of random filters.")
    long seed = 1;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";
}

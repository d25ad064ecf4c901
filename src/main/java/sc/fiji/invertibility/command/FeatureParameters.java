package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import org.scijava.plugin.Parameter;

/** The user's parameters for the activations to show, in the order of the dialog. */
abstract class FeatureParameters extends InvertibilityCommand {

    // As in ReconstructionParameters: the image that IJ.run(imp, ...) names; not required, so that a missing one is
    // reported.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image: each z and t on its own, within the rectangle of the selection. A grey one is"
                    + " repeated to three channels for networks that need them.")
    ImagePlus image = WindowManager.getTempCurrentImage();

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
            description =
                    "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(required = false, label = "Weights file", description = ToolTips.WEIGHTS)
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer whose activations are shown: conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the"
                    + " file names it. Empty: the first pooling. For a single imported layer: the name of a 4-d tensor;"
                    + " empty: the first.")
    String layer = "";

    @Parameter(
            persist = false,
            label = "Before ReLU",
            description = "Of a convolution: its activations before rectification, negative ones included.")
    boolean prerelu = false;

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

    @Parameter(
            persist = false,
            label = "Filter size (pixels)",
            min = "1",
            stepSize = "2",
            description = FilterFamily.SIZE)
    int size = 5;

    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = ToolTips.STRIDE)
    int stride = 1;

    @Parameter(persist = false, label = "Seed", description = ToolTips.SEED)
    long seed = 1;

    @Parameter(
            persist = false,
            label = "Upsample to the image's size",
            description = "Interpolates between activations, so that every pixel has its features, as pixel"
                    + " classifiers need them.")
    boolean upsample = false;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";
}

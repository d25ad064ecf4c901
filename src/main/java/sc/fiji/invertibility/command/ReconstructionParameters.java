package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import org.scijava.plugin.Parameter;

/** The user's parameters for a reconstruction, in the order of the dialog; the plans interpret them. */
abstract class ReconstructionParameters extends InvertibilityCommand {

    // Initialised with the image that IJ.run(imp, ...) names, see CallingThreadImage. Not required, so that a missing
    // image is reported and ends a macro: SciJava would say nothing in headless mode.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image to reconstruct: each z and t on its own,"
                    + " within the rectangle of the selection. The channels are the layer's input channels.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "A single layer after the paper's model, or a network: the image is brought back from one of"
                    + " its layers, down through all the layers below.")
    String network = "Single layer";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters need no training and already bring a photo back; imported ones are read"
                    + " from a file of weights. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them. For a single layer, each filter is brought"
                    + " to unit norm and biases are not used.")
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "Of a network: the layer to start from, conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the"
                    + " file names it; empty: the first pooling. For a single layer of imported filters: the name of a"
                    + " 4-d tensor; empty: the first.")
    String layer = "";

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = "For a network: how colours from 0 to 255 become its input. Auto: as the weights file records"
                    + " it; for random filters RGB minus mean.")
    String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = "For a network, as on ImageNet: the shorter side to 256 pixels and the central 224×224, or"
                    + " only the latter.")
    String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = "For a network and images with more than 8 bits: what becomes 0 and 255. Display range: what"
                    + " is shown black and white; type range: the type's smallest and largest value, for 32-bit the"
                    + " image's.")
    String range = "Display range";

    @Parameter(
            persist = false,
            label = "Method",
            choices = {"Layer-wise IHT", "Gradient"},
            description = "For a network. Layer-wise: each layer is undone by its own filters, pooling at its switches."
                    + " Gradient: an image is sought whose activations are those of the layer.")
    String method = "Layer-wise IHT";

    @Parameter(
            persist = false,
            label = "Total variation",
            min = "0",
            stepSize = "0.01",
            description = "For the gradient method: how much a smooth image is preferred to a faithful one.")
    double variation = 0.03;

    @Parameter(
            persist = false,
            label = "Number of filters",
            min = "1",
            description = FilterFamily.COUNT + " More filters keep more of the image.")
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
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description =
                    "For a single layer: what is applied before pooling. None: the largest magnitude wins; ReLU: the largest"
                            + " positive value; CReLU: positive and negative parts are pooled apart.")
    String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block (activations)",
            min = "1",
            description =
                    "For a single layer: width and height of the blocks of which max pooling keeps one activation each.")
    int pool = 2;

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Switches", "Top-left"},
            description = "Where a pooled value is put back: to the place it came from (its switch), or to the"
                    + " top-left corner of its block.")
    String unpooling = "Switches";

    @Parameter(
            persist = false,
            label = "Keep (%)",
            style = "slider",
            min = "0",
            max = "100",
            stepSize = "0.5",
            description = "For a single layer: how many of the pooled values are kept, the largest first; above 0.")
    double keep = 100;

    @Parameter(
            persist = false,
            label = "Iterations",
            min = "1",
            description = "1 is the layer forwards and back. More iterations of hard thresholding come closer to the"
                    + " image; in a network, every convolution takes as many. For the gradient method: its steps, some"
                    + " hundred.")
    int iterations = 1;

    @Parameter(
            persist = false,
            label = "Step",
            choices = {"Unit", "Normalised"},
            description =
                    "For a single layer: the length of each iteration's step. With more than one iteration, choose Normalised:"
                            + " unit steps may overshoot and make the image worse.")
    String step = "Unit";

    @Parameter(
            persist = false,
            label = "Scaling",
            choices = {"Match norm", "Least squares", "None"},
            description = "For a single layer: how the reconstruction is brought to the contrast of the image.")
    String scaling = "Match norm";

    @Parameter(
            persist = false,
            label = "Exact (32-bit) result",
            description = "Off: the image's own type, rounded and" + " clamped. On: 32-bit, nothing clamped.")
    boolean exact = false;

    @Parameter(
            persist = false,
            label = "Switches of each filter",
            description = "For a single layer: also a stack that shows for each"
                    + " filter which place of its block every kept value came from.")
    boolean perfilter = false;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";
}

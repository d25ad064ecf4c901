package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/** What the user says of a reconstruction from one layer, in the order of the dialog. */
abstract class LayerKeys extends InvertibilityCommand {

    // Starts as the image that IJ.run(imp, ...) names, see CallingThreadImage. Not required, so that a missing image is
    // told in words and ends a macro: SciJava would say nothing headless.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image to reconstruct: each z and t on its own,"
                    + " within the rectangle of the selection. The channels are the layer's input channels.")
    ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters need no training and already bring a photo back; imported ones are read"
                    + " from a file of weights. " + FilterFamily.ABOUT)
    String filters = "Gaussian random";

    @Parameter(
            persist = false,
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them. Each filter is brought to unit norm, and"
                    + " biases are not used. Where a file is named and filters are not, they are imported.")
    File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "For imported filters: the name of a 4-d tensor; empty: the first.")
    String layer = "";

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
            description = "What is applied before pooling. None: the largest magnitude wins; ReLU: the largest"
                    + " positive value; CReLU: positive and negative parts are pooled apart.")
    String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block (activations)",
            min = "1",
            description = "Width and height of the blocks of which max pooling keeps one activation each.")
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
            description = "How many of the pooled values are kept, the largest first; above 0.")
    double keep = 100;

    @Parameter(
            persist = false,
            label = "Iterations",
            min = "1",
            description = "1 is the layer forwards and back. More iterations of hard thresholding come closer to the"
                    + " image.")
    int iterations = 10;

    @Parameter(
            persist = false,
            label = "Step",
            choices = {"Unit", "Normalised"},
            description = "The length of each iteration's step. Unit is the paper's; with more than one iteration it"
                    + " may overshoot and make the image worse, which Normalised does not.")
    String step = "Normalised";

    @Parameter(
            persist = false,
            label = "Scaling",
            choices = {"Match norm", "Least squares", "None"},
            description = "How the reconstruction is brought to the contrast of the image. Match norm is the paper's;"
                    + " iterations with normalised steps need none.")
    String scaling = "None";

    @Parameter(
            persist = false,
            label = "Exact (32-bit) result",
            description = "Off: the image's own type, rounded and clamped. On: 32-bit, nothing clamped.")
    boolean exact = false;

    @Parameter(
            persist = false,
            label = "Switches of each filter",
            description =
                    "Also a stack that shows for each filter which place of its block every kept value came" + " from.")
    boolean perfilter = false;

    @Parameter(persist = false, label = "Device", description = ToolTips.DEVICE)
    String device = "Auto";

    // What Reconstruct From Network... has now: no dialog shows it, but macros of earlier versions still run.

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = ToolTips.EARLIER)
    String network = "Single layer";

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = ToolTips.EARLIER)
    String preprocessing = "Auto";

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = ToolTips.EARLIER)
    String resize = "None";

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = ToolTips.EARLIER)
    String range = "Display range";

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Method",
            choices = {"Layer-wise IHT", "Gradient"},
            description = ToolTips.EARLIER)
    String method = "Layer-wise IHT";

    @Parameter(
            persist = false,
            visibility = ItemVisibility.INVISIBLE,
            label = "Total variation",
            description = ToolTips.EARLIER)
    double variation = 0.03;

    final boolean isOfNetwork() {
        return !Choice.NETWORK.of(network).equals(NetworkSource.SINGLE);
    }

    @Override
    protected IneffectiveParameters idleKeys() {
        if (isOfNetwork()) return new IneffectiveParameters();
        return IneffectiveParameters.ofFilters(FilterFamily.of(filters), true)
                .when(
                        true,
                        "it belongs to Reconstruct From Network...",
                        "preprocessing",
                        "resize",
                        "range",
                        "method",
                        "variation");
    }

    @Override
    protected boolean needsImage() {
        return true;
    }

    @Override
    protected boolean hasPreview() {
        return true;
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "filters", "weights", "layer", "quality", "pool", "keep");
    }

    @Override
    public Map<String, Map<String, Object>> presets() {
        Map<String, Map<String, Object>> presets = new LinkedHashMap<>();
        presets.put("Paper: one pass", Map.of("iterations", 1, "step", "Unit", "scaling", "Match norm"));
        presets.put("Good", Map.of("iterations", 10, "step", "Normalised", "scaling", "None"));
        presets.put("Best", Map.of("iterations", 50, "step", "Normalised", "scaling", "None"));
        return presets;
    }

    @Override
    public String cost() {
        if (image == null) return "";
        int channels = image.getNChannels() * (image.getBitDepth() == 24 ? 3 : 1);
        Roi selection = image.getRoi();
        Rectangle part = selection != null && selection.isArea()
                ? selection.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()))
                : new Rectangle(image.getWidth(), image.getHeight());
        double places = Math.ceil((double) part.width / stride) * Math.ceil((double) part.height / stride);
        boolean imported = FilterFamily.of(filters) == FilterFamily.IMPORTED;
        // Of filters in a file, this is not opened for: those of first layers are many and small.
        int maps = imported ? 64 : count, side = imported ? 3 : size;
        double planes = (double) image.getNSlices() * image.getNFrames();
        // Forwards, back, and once more for the length of a normalised step.
        double passes = iterations * (step.equalsIgnoreCase("Unit") ? 2.0 : 3.0);
        return new Cost(
                        maps + " maps of " + part.width / stride + "×" + part.height / stride
                                + (planes > 1 ? ", " + (int) planes + " planes" : ""),
                        maps * places * (activation.equalsIgnoreCase("CReLU") ? 2 : 1),
                        2.0 * maps * channels * side * side * places * passes * planes)
                .on(device);
    }

    @Override
    public List<String> suggestions(String key) {
        return key.equals("layer") ? LayerNamesOf.file(weights) : super.suggestions(key);
    }
}

package sc.fiji.invertibility.command;

import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/**
 * The user's parameters for a reconstruction from one layer. Those of networks now belong to Reconstruct From
 * Network...: no dialog shows them, but macros of earlier versions still run.
 */
@Redefine(
        parameter = "image",
        description = "The image to reconstruct: each z and t on its own, within the rectangle of the selection. The"
                + " channels are the layer's input channels.")
@Redefine(
        parameter = "filters",
        description = "Random filters need no training and already reconstruct a photo; imported ones are read from a"
                + " file of weights. " + FilterFamily.ABOUT)
@Redefine(
        parameter = "weights",
        description = "For imported filters: the file that holds them. Each filter is scaled to unit norm, and biases"
                + " are not used. If only the file is given, filters are imported.")
@Redefine(parameter = "layer", description = "For imported filters: the name of a 4-d tensor; empty: the first.")
@Redefine(parameter = "count", description = FilterFamily.COUNT + " More filters keep more of the image.")
@Redefine(parameter = "network", visibility = ItemVisibility.INVISIBLE, description = ToolTips.EARLIER)
@Redefine(parameter = "preprocessing", visibility = ItemVisibility.INVISIBLE, description = ToolTips.EARLIER)
@Redefine(parameter = "resize", visibility = ItemVisibility.INVISIBLE, description = ToolTips.EARLIER)
@Redefine(parameter = "range", visibility = ItemVisibility.INVISIBLE, description = ToolTips.EARLIER)
abstract class LayerReconstructionParameters extends StridedLayerParameters {

    @Position(before = "device")
    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "What is applied before pooling. None: the largest magnitude wins; ReLU: the largest"
                    + " positive value; CReLU: positive and negative parts are pooled separately.")
    String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block (activations)",
            min = "1",
            description = "Width and height of the blocks in which max pooling keeps one activation each.")
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
            choices = {"Unit", "Normalised", "Pursuit"},
            description =
                    "What an iteration does. Unit is the paper's step; with more than one iteration it may overshoot"
                            + " and make the image worse, which Normalised does not. Pursuit also fits the kept values to the image"
                            + " by least squares: fewer, longer iterations.")
    String step = "Normalised";

    @Parameter(
            persist = false,
            label = "Scaling",
            choices = {"Match norm", "Least squares", "None"},
            description = "How the reconstruction is scaled to the contrast of the image. Match norm is the paper's;"
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
                    "Also makes a stack that shows, for each filter, from which place in its block every kept value"
                            + " came.")
    boolean perfilter = false;

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

    LayerReconstructionParameters() {
        network = NetworkSource.SINGLE;
    }

    @Override
    protected IneffectiveParameters ineffective() {
        if (!isSingleLayer()) return new IneffectiveParameters();
        return super.ineffective()
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

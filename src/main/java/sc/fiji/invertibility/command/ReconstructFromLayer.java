package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.util.VersionUtils;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ImageInversion;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Reconstructs an image from what one convolutional layer keeps of it after max pooling. Parameters and
 * outputs are those of the README; the work is done by {@link ImageInversion}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Reconstruct From Layer...", weight = 1)
        },
        description = "Brings an image back from the pooled activations of one convolutional layer, and shows what"
                + " was lost.")
public class ReconstructFromLayer extends InvertibilityCommand {

    // Starts as the image that IJ.run(imp, ...) names, see ImageInHand. Not required, so that a missing image is
    // told in words and ends a macro: SciJava would say nothing headless.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image to reconstruct: each z and t on its own,"
                    + " within the rectangle of the selection. The channels are the layer's input channels.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported"},
            description = "Random filters need no training and already bring a photo back; imported ones are read"
                    + " from a file of weights.")
    private String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them."
                    + " Each filter is brought to unit norm; biases are not used.")
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "For imported filters: the name of a 4-d tensor in the weights file. Empty: the first one.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Number of filters",
            min = "1",
            description = "For random filters: how many. More filters keep more of the image.")
    private int count = 64;

    @Parameter(
            persist = false,
            label = "Filter size (pixels)",
            min = "1",
            stepSize = "2",
            description = "For random filters: width and height of a filter, an odd number.")
    private int size = 5;

    @Parameter(
            persist = false,
            label = "Stride (pixels)",
            min = "1",
            description = "How far the filters are moved from one activation to the next.")
    private int stride = 1;

    @Parameter(
            persist = false,
            label = "Seed",
            description = "For random filters: the same seed gives the same filters on every computer.")
    private long seed = 1;

    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "What is applied before pooling. None: the largest magnitude wins; ReLU: the largest"
                    + " positive value; CReLU: positive and negative parts are pooled apart.")
    private String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block (activations)",
            min = "1",
            description = "Width and height of the blocks of which max pooling keeps one activation each.")
    private int pool = 2;

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Switches", "Top-left"},
            description = "Where a pooled value is put back: to the place it came from (its switch), or to the"
                    + " top-left corner of its block.")
    private String unpooling = "Switches";

    @Parameter(
            persist = false,
            label = "Keep (%)",
            style = "slider",
            min = "0",
            max = "100",
            stepSize = "0.5",
            description = "How many of the pooled values are kept, the largest first; above 0.")
    private double keep = 100;

    @Parameter(
            persist = false,
            label = "Iterations",
            min = "1",
            description = "1 is the layer forwards and back. More iterations of hard thresholding come closer to the"
                    + " image.")
    private int iterations = 1;

    @Parameter(
            persist = false,
            label = "Step",
            choices = {"Unit", "Normalised"},
            description = "The length of each iteration's step. With more than one iteration, choose Normalised:"
                    + " unit steps may overshoot and make the image worse.")
    private String step = "Unit";

    @Parameter(
            persist = false,
            label = "Scaling",
            choices = {"Match norm", "Least squares", "None"},
            description = "How the reconstruction is brought to the contrast of the image.")
    private String scaling = "Match norm";

    @Parameter(
            persist = false,
            label = "Exact (32-bit) result",
            description = "Off: the image's own type, rounded and" + " clamped. On: 32-bit, nothing clamped.")
    private boolean exact = false;

    @Parameter(
            persist = false,
            label = "Switches of each filter",
            description =
                    "Also a stack that shows for each" + " filter which place of its block every kept value came from.")
    private boolean perfilter = false;

    @Parameter(
            persist = false,
            label = "Device",
            description = "Auto, Java, or the name of a device as" + " Compute Devices... lists it.")
    private String device = "Auto";

    // The last image ends on top, and is the one that a macro goes on with.
    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus errors;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus switchstack;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus switches;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus reconstruction;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable summary;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command, whose parameters SciJava fills. */
    public ReconstructFromLayer() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = InputImage.of(image);
        FilterSource source = Choice.FILTERS.of(filters)
                ? new FilterSource.Imported(weights, layer, stride)
                : new FilterSource.Gaussian(count, size, stride, seed);
        PoolingModel model = new PoolingModel(
                Expected.atLeast("pool", 1, pool),
                Choice.ACTIVATION.of(activation),
                Choice.UNPOOLING.of(unpooling),
                Expected.percentage("keep", keep));
        InversionSettings settings = new InversionSettings(
                Expected.atLeast("iterations", 1, iterations),
                Choice.STEP.of(step),
                Choice.SCALING.of(scaling),
                0,
                perfilter);
        FilterBank bank = source.bank(input.channels());
        try (Engine engine = Engines.open(device, this::warn)) {
            ImageInversion inversion = ImageInversion.of(engine, bank, model, settings);
            handOver(inversion.reconstruct(input, exact, provenance(source, engine.device()), monitor));
            enginename = engine.device().type().equals("Java") ? "Java" : "OpenCL";
            devicename = engine.device().name();
        }
    }

    private void handOver(ImageReconstruction results) {
        reconstruction = results.reconstruction();
        switches = results.switches();
        switchstack = results.switchstack().orElse(null);
        errors = results.errors();
        summary = results.summary();
    }

    private Provenance provenance(FilterSource source, Device used) {
        return source.describe(Provenance.empty()
                        .with("made by", "CNN Invertibility " + VersionUtils.getVersion(getClass()))
                        .with("command", "Reconstruct From Layer...")
                        .with("image", image.getTitle())
                        .with("filters", filters))
                .with("stride", stride)
                .with("activation", activation)
                .with("pool", pool)
                .with("unpooling", unpooling)
                .with("keep", keep)
                .with("iterations", iterations)
                .with("step", step)
                .with("scaling", scaling)
                .with("exact", exact)
                .with("device", used.name() + " (" + used.type() + ")");
    }
}

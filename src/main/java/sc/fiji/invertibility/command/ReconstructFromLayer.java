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
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ImageInversion;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkImageInversion;
import sc.fiji.invertibility.image.NetworkImageReconstruction;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionMethod;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Reconstructs an image from what one convolutional layer keeps of it after max pooling, or from a layer of
 * a network. Parameters and outputs are those of the README; the work is done by {@link ImageInversion} and
 * {@link NetworkImageInversion}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Reconstruct From Layer...", weight = 1)
        },
        description =
                "Brings an image back from the pooled activations of one convolutional layer, or from a layer of a"
                        + " network, and shows what was lost.")
public class ReconstructFromLayer extends InvertibilityCommand {

    private static final OtherKeys<ReconstructFromLayer> OF_A_SINGLE_LAYER = new OtherKeys<ReconstructFromLayer>()
            .with("count", command -> command.count)
            .with("size", command -> command.size)
            .with("stride", command -> command.stride)
            .with("activation", command -> command.activation)
            .with("pool", command -> command.pool)
            .with("keep", command -> command.keep)
            .with("step", command -> command.step)
            .with("scaling", command -> command.scaling)
            .with("perfilter", command -> command.perfilter);

    private static final OtherKeys<ReconstructFromLayer> OF_A_NETWORK = new OtherKeys<ReconstructFromLayer>()
            .with("preprocessing", command -> command.preprocessing)
            .with("resize", command -> command.resize)
            .with("range", command -> command.range)
            .with("method", command -> command.method)
            .with("variation", command -> command.variation);

    private static final OtherKeys<ReconstructFromLayer> OF_LAYER_WISE =
            new OtherKeys<ReconstructFromLayer>().with("unpooling", command -> command.unpooling);

    private static final OtherKeys<ReconstructFromLayer> OF_GRADIENT =
            new OtherKeys<ReconstructFromLayer>().with("variation", command -> command.variation);

    /** From so many gradient steps on, a picture is to be expected. */
    private static final int USUAL_STEPS = 50;

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
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "A single layer after the paper's model, or a network: the image is brought back from one of"
                    + " its layers, down through all the layers below.")
    private String network = "Single layer";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters need no training and already bring a photo back; imported ones are read"
                    + " from a file of weights. " + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them. For a single layer, each filter is brought"
                    + " to unit norm and biases are not used.")
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "Of a network: the layer to start from, conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the"
                    + " file names it; empty: the first pooling. For a single layer of imported filters: the name of a"
                    + " 4-d tensor; empty: the first.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = "For a network: how colours from 0 to 255 become its input. Auto: as the weights file records"
                    + " it; for random filters RGB minus mean.")
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = "For a network, as on ImageNet: the shorter side to 256 pixels and the central 224×224, or"
                    + " only the latter.")
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = "For a network and images with more than 8 bits: what becomes 0 and 255. Display range: what"
                    + " is shown black and white; type range: the type's smallest and largest value, for 32-bit the"
                    + " image's.")
    private String range = "Display range";

    @Parameter(
            persist = false,
            label = "Method",
            choices = {"Layer-wise IHT", "Gradient"},
            description = "For a network. Layer-wise: each layer is undone by its own filters, pooling at its switches."
                    + " Gradient: an image is sought whose activations are those of the layer.")
    private String method = "Layer-wise IHT";

    @Parameter(
            persist = false,
            label = "Total variation",
            min = "0",
            stepSize = "0.01",
            description = "For the gradient method: how much a smooth image is preferred to a faithful one.")
    private double variation = 0.03;

    @Parameter(
            persist = false,
            label = "Number of filters",
            min = "1",
            description = FilterFamily.COUNT + " More filters keep more of the image.")
    private int count = 64;

    @Parameter(
            persist = false,
            label = "Filter size (pixels)",
            min = "1",
            stepSize = "2",
            description = FilterFamily.SIZE)
    private int size = 5;

    @Parameter(
            persist = false,
            label = "Stride (pixels)",
            min = "1",
            description = "For a single layer: how far the filters are moved from one activation to the next.")
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
            description =
                    "For a single layer: what is applied before pooling. None: the largest magnitude wins; ReLU: the largest"
                            + " positive value; CReLU: positive and negative parts are pooled apart.")
    private String activation = "None";

    @Parameter(
            persist = false,
            label = "Pooling block (activations)",
            min = "1",
            description =
                    "For a single layer: width and height of the blocks of which max pooling keeps one activation each.")
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
            description = "For a single layer: how many of the pooled values are kept, the largest first; above 0.")
    private double keep = 100;

    @Parameter(
            persist = false,
            label = "Iterations",
            min = "1",
            description = "1 is the layer forwards and back. More iterations of hard thresholding come closer to the"
                    + " image; in a network, every convolution takes as many. For the gradient method: its steps, some"
                    + " hundred.")
    private int iterations = 1;

    @Parameter(
            persist = false,
            label = "Step",
            choices = {"Unit", "Normalised"},
            description =
                    "For a single layer: the length of each iteration's step. With more than one iteration, choose Normalised:"
                            + " unit steps may overshoot and make the image worse.")
    private String step = "Unit";

    @Parameter(
            persist = false,
            label = "Scaling",
            choices = {"Match norm", "Least squares", "None"},
            description = "For a single layer: how the reconstruction is brought to the contrast of the image.")
    private String scaling = "Match norm";

    @Parameter(
            persist = false,
            label = "Exact (32-bit) result",
            description = "Off: the image's own type, rounded and" + " clamped. On: 32-bit, nothing clamped.")
    private boolean exact = false;

    @Parameter(
            persist = false,
            label = "Switches of each filter",
            description = "For a single layer: also a stack that shows for each"
                    + " filter which place of its block every kept value came from.")
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
        String name = Choice.NETWORK.of(network);
        boolean single = name.equals(NetworkSource.SINGLE);
        if (single) {
            ignore(OF_A_NETWORK, "a single layer");
            reconstructSingle(input, monitor);
        } else {
            ignore(OF_A_SINGLE_LAYER, name);
            reconstruct(name, input, monitor);
        }
    }

    private void ignore(OtherKeys<ReconstructFromLayer> others, String choice) {
        others.changed(this, new ReconstructFromLayer())
                .ifPresent(keys -> warn(choice + " has no use for " + keys + ": ignored"));
    }

    private void reconstructSingle(InputImage input, Monitor monitor) throws IOException {
        FilterSource source = FilterSource.of(filters, weights, layer, count, size, stride, seed);
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
            ImageReconstruction results =
                    inversion.reconstruct(input, exact, provenance(source, engine.device()), monitor);
            reconstruction = results.reconstruction();
            switches = results.switches();
            switchstack = results.switchstack().orElse(null);
            errors = results.errors();
            summary = results.summary();
            name(engine.device());
        }
    }

    private void reconstruct(String name, InputImage input, Monitor monitor) throws IOException {
        NetworkInversionSettings settings = settings();
        ImageNetResize resizing = ImageNetResize.of(resize);
        NetworkInput.Scaling values = Choice.SCALING_OF_VALUES.of(range);
        NetworkSource source = NetworkSource.of(name, imported(), weights, layer, seed);
        source.notes().forEach(this::warn);
        NetworkInput prepared = NetworkInput.of(
                input, values, source.pass().network().architecture().channels());
        if (prepared.repeated()) inform("the grey image is repeated to the network's channels");
        NetworkImageInversion inversion =
                new NetworkImageInversion(source.pass(), source.preprocessing(preprocessing), resizing, settings);
        try (Engine engine = Engines.open(device, this::warn)) {
            Provenance made = provenance(source, engine.device());
            NetworkImageReconstruction results = inversion.reconstruct(engine, prepared, exact, made, monitor);
            reconstruction = results.reconstruction();
            switches = results.switches().orElse(null);
            errors = results.errors();
            summary = results.summary();
            name(engine.device());
        }
    }

    private NetworkInversionSettings settings() {
        Expected.atLeast("iterations", 1, iterations);
        Expected.notNegative("variation", variation);
        Unpooling places = Choice.UNPOOLING.of(unpooling);
        if (Choice.METHOD.of(method) == InversionMethod.LAYER_WISE) {
            ignore(OF_GRADIENT, "the layer-wise method");
            return NetworkInversionSettings.layerWise(places, iterations);
        }
        ignore(OF_LAYER_WISE, "the gradient method");
        if (iterations < USUAL_STEPS)
            warn("iterations: " + iterations + " gradient steps are few; some hundred give a picture");
        return NetworkInversionSettings.gradient(iterations, variation);
    }

    private void name(Device used) {
        enginename = used.type().equals("Java") ? "Java" : "OpenCL";
        devicename = used.name();
    }

    private Provenance provenance(FilterSource source, Device used) {
        return source.describe(made())
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

    private Provenance provenance(NetworkSource source, Device used) {
        boolean gradient = Choice.METHOD.of(method) == InversionMethod.GRADIENT;
        Provenance made = source.describe(made(), preprocessing);
        return (imported() ? made.with("weights", weights) : made.with("seed", seed))
                .with("resize", resize)
                .with("range", range)
                .with("method", method)
                .with("iterations", iterations)
                .with(gradient ? "variation" : "unpooling", gradient ? variation : unpooling)
                .with("exact", exact)
                .with("device", used.name() + " (" + used.type() + ")");
    }

    /** Whether a network's filters are imported. */
    private boolean imported() {
        return FilterFamily.of(filters).orGaussian("a network") == FilterFamily.IMPORTED;
    }

    private Provenance made() {
        return Provenance.empty()
                .with("made by", "CNN Invertibility " + VersionUtils.getVersion(getClass()))
                .with("command", "Reconstruct From Layer...")
                .with("image", image.getTitle())
                .with("filters", filters);
    }
}

package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageFeatures;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Shows what a layer of a network makes of an image. Parameters and outputs are those of the README; the
 * work is done by {@link ImageFeatures}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Feature Stack...", weight = 2)
        },
        description = "Computes the activations of a network's layer: a stack of one slice a filter.")
public class FeatureStack extends InvertibilityCommand {

    private static final OtherKeys<FeatureStack> OF_A_SINGLE_LAYER = new OtherKeys<FeatureStack>()
            .with("count", command -> command.count)
            .with("size", command -> command.size)
            .with("stride", command -> command.stride);

    // As in ReconstructFromLayer: what IJ.run(imp, ...) names, and not required, so that its absence is told.
    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image: each z and t on its own, within the rectangle of the selection. A grey one is"
                    + " repeated to three channels for networks that need them.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = Tip.NETWORK)
    private String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description =
                    "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(required = false, label = "Weights file", description = Tip.WEIGHTS)
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The layer whose activations are shown: conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the"
                    + " file names it. Empty: the first pooling. For a single imported layer: the name of a 4-d tensor;"
                    + " empty: the first.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Before ReLU",
            description = "Of a convolution: its activations before rectification, negative ones included.")
    private boolean prerelu = false;

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = Tip.PREPROCESSING)
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = Tip.RESIZE)
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = Tip.RANGE)
    private String range = "Display range";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    private int count = 64;

    @Parameter(
            persist = false,
            label = "Filter size (pixels)",
            min = "1",
            stepSize = "2",
            description = FilterFamily.SIZE)
    private int size = 5;

    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = Tip.STRIDE)
    private int stride = 1;

    @Parameter(persist = false, label = "Seed", description = Tip.SEED)
    private long seed = 1;

    @Parameter(
            persist = false,
            label = "Upsample to the image's size",
            description = "Interpolates between activations, so that every pixel has its features, as pixel"
                    + " classifiers need them.")
    private boolean upsample = false;

    @Parameter(persist = false, label = "Device", description = Tip.DEVICE)
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus features;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command, whose parameters SciJava fills. */
    public FeatureStack() {}

    @Override
    public void checkKeys() {
        choice();
        NetworkSource.requirePreprocessing(preprocessing);
        ImageNetResize.of(resize);
        Choice.SCALING_OF_VALUES.of(range);
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = InputImage.of(image);
        ImageNetResize resizing = ImageNetResize.of(resize);
        NetworkInput.Scaling scaling = Choice.SCALING_OF_VALUES.of(range);
        NetworkSource source = choice().source(input.channels());
        source.notes().forEach(this::warn);
        if (!Choice.NETWORK.of(network).equals(NetworkSource.SINGLE))
            OF_A_SINGLE_LAYER.unused(network, this, new FeatureStack()).ifPresent(this::warn);
        Preprocessing prepared = source.preprocessing(preprocessing);
        ForwardPass pass = prerelu ? source.pass().beforeRectification() : source.pass();
        NetworkInput prepare =
                NetworkInput.of(input, scaling, pass.network().architecture().channels());
        if (prepare.repeated()) inform("the grey image is repeated to the network's channels");
        ImageFeatures work = new ImageFeatures(pass, prepared, resizing, upsample);
        try (Engine engine = open(device)) {
            features = work.of(engine, prepare, provenance(source, prepared, engine.device()), monitor);
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }

    private NetworkChoice choice() {
        return NetworkChoice.of(network, filters, weights, layer, count, size, stride, seed);
    }

    private Provenance provenance(NetworkSource source, Preprocessing prepared, Device used) {
        Provenance made = made(image)
                .with("network", source.pass().network().architecture().name())
                .with("layer", source.pass().last().name() + (prerelu ? ", before ReLU" : ""))
                .with("filters", filters);
        boolean imported = FilterFamily.of(filters) == FilterFamily.IMPORTED;
        boolean auto = preprocessing.equalsIgnoreCase(NetworkSource.AUTO);
        return (imported ? made.with("weights", weights) : made.with("seed", seed))
                .with("preprocessing", auto ? source.origin() : preprocessing)
                .with("network input", prepared)
                .with("resize", resize)
                .with("range", range)
                .with("upsample", upsample)
                .with("device", used.name() + " (" + used.type() + ")");
    }
}

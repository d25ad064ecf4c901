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
import org.scijava.util.VersionUtils;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
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
            description = "The layers that the image goes through. Of the two AlexNets that are distributed, the"
                    + " weights file tells which one it is.")
    private String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description =
                    "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them, of any known format.")
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
            description = "How colours from 0 to 255 become the network's input. Auto: as the weights file records it;"
                    + " for random filters RGB minus mean, for a single layer of them None.")
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = "As networks are evaluated on ImageNet: the shorter side to 256 pixels and the central"
                    + " 224×224, or only the latter.")
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = "Of images with more than 8 bits: what becomes 0 and 255. Display range: what is shown black"
                    + " and white; type range: the type's smallest and largest value, for 32-bit the image's.")
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
            label = "Upsample to the image's size",
            description = "Interpolates between activations, so that every pixel has its features, as pixel"
                    + " classifiers need them.")
    private boolean upsample = false;

    @Parameter(
            persist = false,
            label = "Device",
            description = "Auto, Java, or the name of a device as Compute Devices... lists it.")
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
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = InputImage.of(image);
        ImageNetResize resizing = ImageNetResize.of(resize);
        NetworkInput.Scaling scaling = Choice.SCALING_OF_VALUES.of(range);
        NetworkSource source = source(input.channels());
        source.notes().forEach(this::warn);
        Preprocessing prepared = source.preprocessing(preprocessing);
        ForwardPass pass = prerelu ? source.pass().beforeRectification() : source.pass();
        NetworkInput prepare =
                NetworkInput.of(input, scaling, pass.network().architecture().channels());
        if (prepare.repeated()) inform("the grey image is repeated to the network's channels");
        ImageFeatures work = new ImageFeatures(pass, prepared, resizing, upsample);
        try (Engine engine = Engines.open(device, this::warn)) {
            features = work.of(engine, prepare, provenance(source, prepared, engine), monitor);
            enginename = engine.device().type().equals("Java") ? "Java" : "OpenCL";
            devicename = engine.device().name();
        }
    }

    private NetworkSource source(int channels) throws IOException {
        String name = Choice.NETWORK.of(network);
        FilterFamily family = FilterFamily.of(filters);
        boolean imported = family == FilterFamily.IMPORTED, single = name.equals(NetworkSource.SINGLE);
        if (!single) family.orGaussian("a network");
        String wanted = layer == null ? "" : layer.strip();
        if (imported)
            return single
                    ? NetworkSource.imported(weights, wanted, stride)
                    : NetworkSource.imported(name, weights, wanted);
        return single
                ? NetworkSource.made(family, count, size, stride, channels, seed)
                : NetworkSource.gaussian(name, wanted, seed);
    }

    private Provenance provenance(NetworkSource source, Preprocessing prepared, Engine engine) {
        Provenance made = Provenance.empty()
                .with("made by", "CNN Invertibility " + VersionUtils.getVersion(getClass()))
                .with("command", "Feature Stack...")
                .with("image", image.getTitle())
                .with("network", source.pass().network().architecture().name())
                .with("layer", source.pass().last().name() + (prerelu ? ", before ReLU" : ""))
                .with("filters", filters);
        made = FilterFamily.of(filters) == FilterFamily.IMPORTED
                ? made.with("weights", weights)
                : made.with("seed", seed);
        return made.with(
                        "preprocessing",
                        preprocessing.equalsIgnoreCase(NetworkSource.AUTO) ? source.origin() : preprocessing)
                .with("network input", prepared)
                .with("resize", resize)
                .with("range", range)
                .with("upsample", upsample)
                .with("device", engine.device().name() + " (" + engine.device().type() + ")");
    }
}

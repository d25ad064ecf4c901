package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ImageFolder;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.SparsityOfImages;
import sc.fiji.invertibility.measure.SparsityLevel;
import sc.fiji.invertibility.network.ImageNetResize;

/** Measures how sparse each layer's activations are (tables 2 and 7), of an image or of a folder of them. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Activation Sparsity...", weight = 19)
        },
        description = "The percentage of activations that are not zero, of every layer up to one, over images.")
public class ActivationSparsity extends InvertibilityCommand {

    @Parameter(persist = false, required = false, label = "Image", description = "The image, if no folder is given.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            required = false,
            style = "directory",
            label = "Folder",
            description = "All images in this folder and those below it, instead of the open image.")
    private File folder;

    @Parameter(
            persist = false,
            required = false,
            style = "save",
            label = "State file",
            description = "For a folder: where the numbers so far are written down, and taken up again after a stop.")
    private File state;

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "The layers that the images go through.")
    private String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description = "Random filters for every layer, or those of a weights file. " + FilterFamily.ABOUT)
    private String filters = "Gaussian random";

    @Parameter(
            required = false,
            label = "Weights file",
            description = "For imported filters: the file that holds them.")
    private File weights;

    @Parameter(
            persist = false,
            required = false,
            label = "Layer",
            description = "The last layer that is measured. Empty: the first pooling.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description = "How colours from 0 to 255 become the network's input. Auto: as the weights file records it.")
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description = "As networks are evaluated on ImageNet.")
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = "Of images with more than 8 bits: what becomes 0 and 255.")
    private String range = "Display range";

    @Parameter(persist = false, label = "Number of filters", min = "1", description = FilterFamily.COUNT)
    private int count = 64;

    @Parameter(persist = false, label = "Filter size (pixels)", min = "1", description = FilterFamily.SIZE)
    private int size = 5;

    @Parameter(persist = false, label = "Stride (pixels)", min = "1", description = "For a single layer.")
    private int stride = 1;

    @Parameter(persist = false, label = "Seed", description = "Of random filters.")
    private long seed = 1;

    @Parameter(
            persist = false,
            label = "Device",
            description = "Auto, Java, or the name of a device as Compute Devices... lists it.")
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable sparsity;

    /** Creates the command, whose parameters SciJava fills. */
    public ActivationSparsity() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        boolean many = folder != null && !folder.getPath().isBlank();
        InputImage single = many ? null : InputImage.of(image);
        ImageFolder images = many ? ImageFolder.of(folder) : null;
        NetworkSource source = source(many ? 3 : single.channels());
        source.notes().forEach(this::warn);
        SparsityOfImages work =
                new SparsityOfImages(source.pass(), source.preprocessing(preprocessing), ImageNetResize.of(resize));
        SparsityLevel result;
        try (Engine engine = Engines.open(device, this::warn)) {
            result = many
                    ? folder(engine, work, images, monitor)
                    : work.with(engine, SparsityLevel.start(""), prepared(work, single), single.name(), monitor);
        }
        if (result.images() == 0) throw new IOException("folder: " + folder + " holds no image that can be measured");
        sparsity = SparsityOfImages.table(
                result, source.pass().network().architecture().name(), "sparsity");
    }

    private SparsityLevel folder(Engine engine, SparsityOfImages work, ImageFolder images, Monitor monitor)
            throws IOException {
        String setting = String.join(
                "\n",
                "" + folder,
                "" + weights,
                network,
                filters,
                layer,
                work.preprocessing() + "",
                resize,
                range,
                "" + seed);
        SparsityLevel now =
                state == null ? SparsityLevel.start(setting) : SparsityLevel.resume(state.toPath(), setting);
        List<String> names = images.names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.compareTo(now.last()) <= 0) continue;
            Monitor part = monitor.part((double) i / names.size(), (i + 1.0) / names.size());
            part.progress(0, name);
            Optional<ImagePlus> opened = images.open(name);
            if (opened.isEmpty()) {
                warn(name + ": left out, as ImageJ cannot read it");
                continue;
            }
            try {
                now = work.with(engine, now, prepared(work, InputImage.of(opened.get())), name, part);
            } catch (IllegalArgumentException e) {
                warn(name + ": left out: " + e.getMessage());
                continue;
            }
            if (state != null) now.write(state.toPath());
        }
        return now;
    }

    private NetworkInput prepared(SparsityOfImages work, InputImage input) {
        return NetworkInput.of(
                input,
                Choice.SCALING_OF_VALUES.of(range),
                work.pass().network().architecture().channels());
    }

    private NetworkSource source(int channels) throws IOException {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        boolean single = name.equals(NetworkSource.SINGLE);
        FilterFamily family = FilterFamily.of(filters);
        if (!single) family.orGaussian("a network");
        if (family == FilterFamily.IMPORTED)
            return single
                    ? NetworkSource.imported(weights, wanted, stride)
                    : NetworkSource.imported(name, weights, wanted);
        return single
                ? NetworkSource.made(family, count, size, stride, channels, seed)
                : NetworkSource.gaussian(name, wanted, seed);
    }
}

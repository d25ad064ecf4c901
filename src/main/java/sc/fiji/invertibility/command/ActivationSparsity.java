package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.FolderSparsity;
import sc.fiji.invertibility.image.ImageFolder;
import sc.fiji.invertibility.image.ImageSparsity;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.image.SparsityTable;
import sc.fiji.invertibility.image.TimeLimit;
import sc.fiji.invertibility.image.TitledTable;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.measure.SparsityLevel;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Measures layer-wise sparsity (tables 2 and 7) of an image or of a folder of images. The manual describes parameters
 * and outputs; the work is done by {@link ImageSparsity} and {@link FolderSparsity}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Activation Sparsity...", weight = 13)
        },
        description = "Measures for each layer of a network how many percent of its activations are not zero, on an"
                + " image or a folder of images.")
public class ActivationSparsity extends SparsityParameters {

    /** Of the images in a folder, for a single layer of random filters, which takes any number. */
    private static final int COLOURS = 3;

    @Parameter(type = ItemIO.OUTPUT, label = "Images of the folder that could not be measured, and why")
    private ResultsTable skipped;

    @Parameter(type = ItemIO.OUTPUT, label = "Percentage of non-zeros: mean and standard deviation over images")
    private ResultsTable sparsity;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command; SciJava sets its parameters. */
    public ActivationSparsity() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        boolean many = isOfFolder();
        ImageFolder files = many ? ImageFolder.of(folder.toPath()) : null;
        ImageNetResize resizing = ImageNetResize.of(resize);
        NetworkInput.Scaling scaling = Choice.SCALING_OF_VALUES.of(range);
        NetworkSource source = source(many ? COLOURS : channelsOf(image));
        source.notes().forEach(this::warn);
        Preprocessing prepared = source.preprocessing(preprocessing);
        try (Engine engine = open(device);
                ImageSparsity images = new ImageSparsity(engine, source.pass(), prepared, resizing, scaling)) {
            SparsityLevel level = many
                    ? measure(images, files, setting(source, prepared, files), monitor)
                    : images.plus(SparsityLevel.start(""), image.getTitle(), image, monitor);
            String name = source.pass().network().architecture().name();
            sparsity = SparsityTable.of(level, PaperTables.of(name), "sparsity");
            skipped = TitledTable.ofSkipped(level.skipped(), "skipped");
            enginename = kind(engine);
            devicename = engine.device().name();
        }
    }

    private int channelsOf(ImagePlus image) {
        InputImage input = input(image);
        warnOfConstant(ConstantPixels.everywhere(input));
        return input.channels();
    }

    private SparsityLevel measure(ImageSparsity images, ImageFolder files, String setting, Monitor monitor)
            throws IOException {
        Path kept = state == null || state.getPath().isBlank() ? files.sibling("sparsity", setting) : state.toPath();
        SparsityLevel level = new FolderSparsity(images, files, kept, TimeLimit.ofSeconds(patience))
                .measure(setting, this::warn, monitor);
        if (level.images() > 0) return level;
        Map.Entry<String, String> first = level.skipped().entrySet().iterator().next();
        throw new IllegalArgumentException("folder: expected images, but no file in " + files.root() + ", of "
                + files.files().size() + " in all, can be measured; " + first.getKey() + ": " + first.getValue());
    }

    private NetworkSource source(int channels) throws IOException {
        String name = Choice.NETWORK.of(network);
        boolean all = !name.equals(NetworkSource.SINGLE) && (layer == null || layer.isBlank());
        return all
                ? NetworkFilters.of(name, FilterFamily.of(filters), weights, seed)
                        .all()
                : choice().source(channels);
    }

    /** Everything that the numbers depend on. */
    private String setting(NetworkSource source, Preprocessing prepared, ImageFolder files) throws IOException {
        Provenance setting = Provenance.empty()
                .with("files", files.fingerprint())
                .with("network", source.pass().network().architecture().name())
                .with("layer", source.pass().last().name())
                .with("filters", filters)
                .with("seed", seed)
                .with("count", count + " of " + size + ", stride " + stride)
                .with("network input", prepared)
                .with("resize", resize)
                .with("range", range);
        if (weights != null)
            setting = setting.with(
                    "weights", weights.getAbsolutePath() + " " + weights.length() + " " + weights.lastModified());
        return setting.text();
    }
}

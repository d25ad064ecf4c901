package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.LayerwiseTable;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.measure.LayerwiseError;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.TiledForwardPass;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Measures what one layer loses of each pooling layer's activations (table 4, activation space). */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Layer-wise Error...", weight = 23)
        },
        description = "Brings each pooling layer's activations back from the layer above, with the network's filters"
                + " and with Gaussian ones, and measures the relative error.")
public class LayerWiseError extends InvertibilityCommand {

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "The image, of a stack the first plane.")
    private ImagePlus image = WindowManager.getTempCurrentImage();

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"VGG-16", "VGG-19", "AlexNet"},
            description = "The network whose pooling layers are measured.")
    private String network = "VGG-16";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported"},
            description = "Random filters for every layer, or those of a weights file: its 'learned' filters.")
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
            description = "The last pooling layer that is measured. Empty: the last one with filters above it.")
    private String layer = "";

    @Parameter(
            persist = false,
            label = "Activation",
            choices = {"None", "ReLU", "CReLU"},
            description = "What the layer above applies before pooling.")
    private String activation = "None";

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "The side of a block.")
    private int pool = 2;

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Top-left", "Switches"},
            description = "Where a pooled value is put back; the paper takes the top-left.")
    private String unpooling = "Top-left";

    @Parameter(persist = false, label = "Keep (%)", description = "How many of the pooled values are kept; above 0.")
    private double keep = 100;

    @Parameter(persist = false, label = "Random banks", min = "1", description = "How many Gaussian banks.")
    private int seeds = 3;

    @Parameter(persist = false, label = "Seed", description = "Of random filters.")
    private long seed = 1;

    @Parameter(
            persist = false,
            label = "Device",
            description = "Auto, Java, or the name of a device as Compute Devices... lists it.")
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable layerwise;

    /** Creates the command, whose parameters SciJava fills. */
    public LayerWiseError() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = InputImage.of(image);
        Expected.atLeast("seeds", 1, seeds);
        PoolingModel model = new PoolingModel(
                Expected.atLeast("pool", 1, pool),
                Choice.ACTIVATION.of(activation),
                Choice.UNPOOLING.of(unpooling),
                Expected.percentage("keep", keep));
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        NetworkSource source =
                Choice.FILTERS.of(filters) ? NetworkSource.whole(name, weights) : NetworkSource.whole(name, seed);
        Network whole = source.pass().network();
        if (!wanted.isEmpty()) pooling(whole, wanted);
        NetworkInput prepared = NetworkInput.of(
                input, NetworkInput.Scaling.DISPLAY_RANGE, whole.architecture().channels());
        var x = source.preprocessing().apply(prepared.plane(1, 1));
        LayerwiseTable table = new LayerwiseTable(whole.architecture().name(), "layerwise");
        try (Engine engine = Engines.open(device, this::warn)) {
            for (Layer at : whole.architecture().layers()) {
                if (!(at instanceof Layer.MaxPool)) continue;
                Optional<Layer.Convolution> above = LayerwiseError.above(whole, at);
                if (above.isEmpty()) break;
                monitor.check();
                monitor.progress(0, at.name());
                var activations = TiledForwardPass.of(engine, ForwardPass.to(whole, at.name()))
                        .activations(x, monitor.part(0, 0.5));
                table.put(
                        at.name(),
                        LayerwiseError.of(
                                engine,
                                activations,
                                whole.bank(above.get()),
                                model,
                                seeds,
                                seed + 1000,
                                monitor.part(0.5, 1)));
                if (at.name().equals(wanted)) break;
            }
        }
        layerwise = table.table();
    }

    private static void pooling(Network network, String layer) {
        Layer found;
        try {
            found = network.architecture().layer(layer);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer: " + e.getMessage(), e);
        }
        if (!(found instanceof Layer.MaxPool))
            throw new IllegalArgumentException("layer: expected a pooling layer, but " + found.name() + " has filters");
        if (LayerwiseError.above(network, found).isEmpty())
            throw new IllegalArgumentException("layer: there are no filters above " + found.name());
    }
}

package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.decode.DecodingNetwork;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.image.ConstantPixels;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.LayerwiseResults;
import sc.fiji.invertibility.invert.RecordedImage;
import sc.fiji.invertibility.measure.LayerwiseErrors;
import sc.fiji.invertibility.measure.LayerwiseExperiment;
import sc.fiji.invertibility.measure.MacroLayer;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Measures how well one iteration reconstructs each pooling layer's activations (table 4, figure 4). The manual
 * describes parameters and outputs; the work is done by {@link LayerwiseExperiment}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Layer-wise Error...", weight = 19)
        },
        description = "Measures how well the filters above a pooling layer, and random ones, bring back its activations"
                + " in one iteration, and what the images decoded from them look like.")
public class LayerwiseError extends LayerwiseParameters {

    @Parameter(type = ItemIO.OUTPUT, label = "The image, and what is decoded from each layer's activations")
    private ImagePlus montage;

    @Parameter(type = ItemIO.OUTPUT, label = "Relative errors, beside those of the paper's table 4")
    private ResultsTable layerwise;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command; SciJava sets its parameters. */
    public LayerwiseError() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        InputImage input = shown(image);
        warnOfConstant(ConstantPixels.shown(input));
        // apart from the seeds that random filters of a network were made of, as in FilterCoherence
        LayerwiseExperiment experiment = new LayerwiseExperiment(
                Choice.ACTIVATION.of(activation),
                Choice.UNPOOLING.of(unpooling),
                ParameterChecks.atLeast("pool", 1, pool),
                ParameterChecks.atLeast("iterations", 1, iterations),
                ParameterChecks.atLeast("seeds", 1, seeds),
                BankSeeds.of(seed, "comparison"));
        LayerwiseDecoders back = LayerwiseDecoders.of(decoders);
        NetworkSource read = source();
        read.notes().forEach(this::warn);
        Network made = read.pass().network();
        List<MacroLayer> layers = layers(made);
        MacroLayer top = layers.get(layers.size() - 1);
        NetworkSource source = back.prepared(read, top.pool().name());
        Preprocessing prepared = source.preprocessing(preprocessing);
        Img<FloatType> x = preparation().of(input, source);
        String last = top.learned(made) ? top.above().name() : top.pool().name();
        PaperTables paper = PaperTables.of(made.architecture().name());
        boolean learned = FilterFamily.ofNetwork(filters) == FilterFamily.IMPORTED;
        LayerwiseResults results = new LayerwiseResults(
                "layerwise", paper, learned ? "learned filters" : "network's filters", prepared, x);
        try (Engine engine = open(device)) {
            try (RecordedImage recorded = RecordedImage.of(engine, made, last, x, monitor.part(0, 0.1))) {
                for (int i = 0; i < layers.size(); i++) {
                    double from = 0.1 + 0.9 * i / layers.size(), to = 0.1 + 0.9 * (i + 1) / layers.size();
                    Monitor part = monitor.part(from, to);
                    MacroLayer at = layers.get(i);
                    Optional<DecodingNetwork> decoder = back.of(made, at);
                    LayerwiseErrors errors =
                            back.measure(experiment, engine, recorded, made, at, decoder, x, prepared, part);
                    if (back.shelf().isEmpty()) results.add(errors);
                    else results.add(errors, told(made, at, decoder));
                }
            } catch (OutOfDeviceMemory e) {
                throw OutOfMemoryMessage.image(x, engine, e);
            }
            enginename = kind(engine);
            devicename = engine.device().name();
        }
        if (!top.learned(made)) withoutLearned(made, top);
        leaveOut(made, layers, results);
        layerwise = results.table();
        montage = results.montage(input.name() + "-layerwise");
    }

    /** The name of what decodes a layer; the user is warned if it hardly suits. */
    private String told(Network made, MacroLayer at, Optional<DecodingNetwork> decoder) {
        if (decoder.isEmpty()) {
            warn("decoders: none suits " + at.pool().name() + " of "
                    + made.architecture().name() + ", which is decoded by the network's own filters");
            return "the network's own filters";
        }
        decoder.get()
                .doubt(made, FilterFamily.ofNetwork(filters) != FilterFamily.IMPORTED)
                .ifPresent(why -> warn("decoders: " + why));
        return decoder.get().name();
    }

    private NetworkSource source() throws IOException {
        String name = Choice.NETWORK.of(network);
        if (name.equals(NetworkSource.SINGLE))
            throw new IllegalArgumentException("network: expected VGG-16, VGG-19 or AlexNet, as a single layer has no"
                    + " pooling with filters above it");
        return NetworkFilters.of(name, FilterFamily.ofNetwork(filters), weights, seed)
                .all();
    }

    private void withoutLearned(Network made, MacroLayer at) {
        inform(String.format(
                Locale.ROOT,
                "%s is measured with random filters only, at the paper's sparsity of %s, %.1f %%, as the weights lack the"
                        + " filters of that layer",
                at.pool().name(),
                at.above().name(),
                at.printedPercent(made).orElseThrow()));
    }

    /** Reports which rows of the paper's table the filters do not reach, unless fewer were asked for. */
    private void leaveOut(Network made, List<MacroLayer> measured, LayerwiseResults results) {
        if (layer != null && !layer.isBlank()) return;
        List<String> missing = made.architecture().layers().stream()
                .filter(Layer.MaxPool.class::isInstance)
                .filter(pool -> measured.stream().noneMatch(at -> at.pool().equals(pool)))
                .map(Layer::name)
                .filter(results::leaveOut)
                .toList();
        if (!missing.isEmpty())
            inform("not measured: " + String.join(", ", missing) + ", as the weights lack the filters of "
                    + made.firstMissing().map(Layer::name).orElse("the layers above"));
    }

    /** The pooling layers up to the one that was asked for. */
    private List<MacroLayer> layers(Network made) {
        List<MacroLayer> all = MacroLayer.of(made);
        String wanted = layer == null ? "" : layer.strip();
        if (all.isEmpty())
            throw new IllegalArgumentException(
                    "weights: expected the filters of a convolution above a pooling, but they" + " are missing");
        if (wanted.isEmpty()) return all;
        Layer last = ParameterChecks.of("layer", () -> made.architecture().layer(wanted));
        if (!(last instanceof Layer.MaxPool))
            throw new IllegalArgumentException("layer: expected a pooling layer, but " + last.name() + " has filters");
        for (int i = 0; i < all.size(); i++) if (all.get(i).pool().equals(last)) return all.subList(0, i + 1);
        throw new IllegalArgumentException("layer: there are no filters above " + last.name() + ", expected one of: "
                + String.join(", ", all.stream().map(at -> at.pool().name()).toList()));
    }
}

package sc.fiji.invertibility.command;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.FilterView;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ImagePatterns;
import sc.fiji.invertibility.weights.ImportedLayer;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.PreprocessingRecord.ChannelOrder;
import sc.fiji.invertibility.weights.WeightFile;

/** Shows the filters of a layer side by side, each scaled to its own largest weight. */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Show Filters...", weight = 8)
        },
        description = "Shows the filters of a layer as a montage: in colour, by channel, or their mean.")
public class ShowFilters extends FilterParameters {

    @Position(after = "count")
    @Parameter(persist = false, label = "Channels of a filter", min = "1", description = ToolTips.CHANNELS)
    private int channels = 3;

    @Position(after = "seed")
    @Parameter(
            persist = false,
            label = "View",
            choices = {"Auto", "Colour", "Each channel", "One channel", "Mean", "Projection"},
            description = "Colour: filters of three channels as they look. Each channel: a slice for every input"
                    + " channel. One channel: that of the parameter channel. Mean: over all channels. Projection: through the"
                    + " layers below to the image, taken as linear. Auto: in colour where there are three channels,"
                    + " otherwise the mean.")
    private String view = "Auto";

    @Parameter(
            persist = false,
            label = "Channel",
            min = "1",
            description = "For the view of one channel: which, from 1.")
    private int channel = 1;

    @Parameter(
            persist = false,
            label = "Enlargement",
            min = "0",
            description = "A whole factor. 0: one that makes tiles about 48 pixels wide.")
    private int zoom = 0;

    @Parameter(type = ItemIO.OUTPUT, description = "the filters, in rows, numbered from 1")
    private ImagePlus montage;

    /** Creates the command; SciJava sets its parameters. */
    public ShowFilters() {}

    @Override
    public List<String> essentials() {
        return List.of("filters", "weights", "layer", "count", "size", "view", "channel");
    }

    @Override
    protected IneffectiveParameters ineffective() {
        return super.ineffective().when(!view.equalsIgnoreCase("One channel"), "view is '" + view + "'", "channel");
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        FilterView shown = FilterView.named(view, ParameterChecks.atLeast("channel", 1, channel))
                .enlarged(zoom);
        FilterFamily family = FilterFamily.of(filters);
        montage = family == FilterFamily.IMPORTED ? imported(shown, monitor) : made(family, shown);
    }

    private ImagePlus made(FilterFamily family, FilterView shown) {
        if (shown.projected())
            throw new IllegalArgumentException("view: a projection needs the layers below, expected filters=Imported");
        FilterBank bank = family.bank(count, channels, size, seed);
        Provenance source = Provenance.empty().with("bank", bank);
        return family == FilterFamily.GAUSSIAN
                ? recorded(shown.of(bank, filters + ", seed " + seed, false), source.with("seed", seed))
                : recorded(shown.of(bank, filters, false), source);
    }

    private ImagePlus imported(FilterView shown, Monitor monitor) throws IOException {
        Path path = ParameterChecks.file("weights", weights);
        String wanted = layer == null ? "" : layer.strip();
        try (WeightFile file = WeightFile.open(path)) {
            boolean blueFirst = file.preprocessing().order() == ChannelOrder.BGR;
            Provenance source = Provenance.empty()
                    .with("weights", path)
                    .with("format", file.format())
                    .with("preprocessing", file.preprocessing());
            if (shown.projected()) return recorded(projected(file, wanted, shown, blueFirst, monitor), source);
            ImportedLayer found = file.layer(wanted);
            return recorded(
                    shown.of(found.filterBank(), found.name(), blueFirst),
                    source.with("layer", found.info().source()));
        }
    }

    private ImagePlus projected(WeightFile file, String wanted, FilterView shown, boolean blueFirst, Monitor monitor)
            throws IOException {
        Architecture architecture = NetworkWeights.architecture(file);
        String name = architecture
                .layer(wanted.isEmpty() ? architecture.layerNames().get(0) : wanted)
                .name();
        NetworkWeights found = NetworkWeights.read(file, architecture, name);
        found.notes().forEach(this::inform);
        FilterBank patterns = ImagePatterns.of(found.network(), name, monitor);
        return shown.of(patterns, architecture + " " + name, blueFirst);
    }

    private ImagePlus recorded(ImagePlus image, Provenance source) {
        image.setProperty(
                "Info", source.with("filters", filters).with("view", view).text());
        return image;
    }
}

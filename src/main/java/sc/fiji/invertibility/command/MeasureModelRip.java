package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.image.RipTable;
import sc.fiji.invertibility.measure.Histogram;
import sc.fiji.invertibility.measure.RipExperiment;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;

/** Measures the model-RIP with random model-sparse codes (figures 2 and 3 (a)). */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Model-RIP...", weight = 21)
        },
        description = "Draws random model-sparse codes z, and measures how nearly W' keeps their norm and what one"
                + " layer loses of x = W'z.")
public class MeasureModelRip extends InvertibilityCommand {

    private static final int BINS = 40;

    @Parameter(
            persist = false,
            label = "Dimension",
            choices = {"1-d", "2-d"},
            description = "1-d: section 4.2 of the paper, one block a filter. 2-d: section 4.4, small blocks.")
    private String dimension = "1-d";

    @Parameter(
            persist = false,
            label = "Network",
            choices = {"Single layer", "VGG-16", "VGG-19", "AlexNet"},
            description = "2-d: the network whose layer is measured.")
    private String network = "Single layer";

    @Parameter(
            persist = false,
            label = "Filters",
            choices = {"Gaussian random", "Imported", "Wavelet", "Local Fourier", "Gabor"},
            description =
                    "2-d: random filters, or those of a weights file, each brought to unit norm. " + FilterFamily.ABOUT)
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
            description = "2-d: the layer whose filters are W. Empty: the first.")
    private String layer = "";

    @Parameter(persist = false, label = "Number of filters K", min = "1", description = "For a single random layer.")
    private int count = 96;

    @Parameter(persist = false, label = "Channels M", min = "1", description = "For a single random layer.")
    private int channels = 32;

    @Parameter(persist = false, label = "Filter size", min = "1", description = "For a single random layer.")
    private int size = 5;

    @Parameter(persist = false, label = "Length D of x", min = "1", description = "1-d: its length; 2-d: its side.")
    private int length = 32;

    @Parameter(persist = false, label = "Non-zeros k", min = "1", description = "How many entries of z are not zero.")
    private int nonzeros = 10;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "2-d: the side of a block.")
    private int pool = 2;

    @Parameter(persist = false, label = "Draws", min = "1", description = "How many codes, all banks together.")
    private int draws = 1000;

    @Parameter(persist = false, label = "Filter banks", min = "1", description = "How many banks of random filters.")
    private int banks = 10;

    @Parameter(persist = false, label = "Seed", description = "Of filters and codes.")
    private long seed = 1;

    @Parameter(
            persist = false,
            label = "Device",
            description = "Auto, Java, or the name of a device as Compute Devices... lists it.")
    private String device = "Auto";

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus histograms;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable rip;

    /** Creates the command, whose parameters SciJava fills. */
    public MeasureModelRip() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        boolean flat = new Choice<Boolean>("dimension")
                .or("1-d", true)
                .or("2-d", false)
                .of(dimension);
        Expected.atLeast("draws", 1, draws);
        Expected.atLeast("banks", 1, banks);
        Expected.atLeast("nonzeros", 1, nonzeros);
        if (flat && FilterFamily.of(filters) != FilterFamily.GAUSSIAN)
            throw new IllegalArgumentException(
                    "filters: the 1-d case of section 4.2 is one of 'Gaussian random' filters,"
                            + " expected dimension=2-d for others");
        RipExperiment experiment = flat
                ? RipExperiment.oneDimensional(
                        Expected.atLeast("count", 1, count),
                        Expected.atLeast("channels", 1, channels),
                        Expected.atLeast("size", 1, size),
                        Expected.atLeast("length", 1, length),
                        nonzeros,
                        draws,
                        Math.min(banks, draws),
                        seed)
                : twoDimensional();
        RipSamples samples;
        try (Engine engine = Engines.open(device, this::warn)) {
            samples = experiment.run(engine, monitor);
        }
        MeasurementPlot plots = new MeasurementPlot();
        for (RipQuantity quantity : RipQuantity.values()) {
            double[] values = samples.values(quantity);
            if (values.length > 0) plots.histogram(quantity.title(), quantity.title(), Histogram.of(values, BINS));
        }
        histograms = plots.image("model-rip");
        rip = RipTable.of(samples, "rip");
        if (samples.bound().vacuous())
            inform("Theorem 3.3 says nothing here: with the distortions seen its bound is "
                    + samples.bound().value() + ", not below 1");
    }

    private RipExperiment twoDimensional() throws IOException {
        int side = Expected.atLeast("length", 1, length), block = Expected.atLeast("pool", 1, pool);
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        boolean single = name.equals(NetworkSource.SINGLE);
        FilterFamily family = FilterFamily.of(filters);
        if (!single) family.orGaussian("a network");
        if (family != FilterFamily.GAUSSIAN) {
            FilterBank bank = family == FilterFamily.IMPORTED
                    ? LayerFilters.imported(name, weights, wanted).get(0).bank()
                    : family.bank(count, channels, size, seed);
            return RipExperiment.twoDimensional(s -> bank, 1, side, block, nonzeros, draws, seed);
        }
        FilterBank shape = single
                ? family.bank(count, channels, size, seed)
                : LayerFilters.gaussian(name, wanted, seed).get(0).bank();
        return RipExperiment.twoDimensional(
                s -> GaussianFilters.rectangular(
                                shape.filters(), shape.filterChannels(), shape.height(), shape.width(), s)
                        .withGroups(shape.groups())
                        .withStride(shape.stride())
                        .withPadding(shape.padding()),
                Math.min(banks, draws),
                side,
                block,
                nonzeros,
                draws,
                seed);
    }
}

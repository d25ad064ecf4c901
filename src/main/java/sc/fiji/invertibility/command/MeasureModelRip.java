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
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.image.RipTable;
import sc.fiji.invertibility.measure.Histogram;
import sc.fiji.invertibility.measure.RecoveredRip;
import sc.fiji.invertibility.measure.RipExperiment;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.Penalty;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;

/** Measures the model-RIP with random model-sparse codes, or such as an image needs (figures 2 and 3). */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Model-RIP...", weight = 21)
        },
        description =
                "Draws random model-sparse codes z, or recovers them from an image's activations, and measures how"
                        + " nearly W' keeps their norm and what one layer loses of x = W'z.")
public class MeasureModelRip extends InvertibilityCommand {

    /** Algorithm 2 stops as Recover Sparse Code... does unless told otherwise. */
    private static final double TOLERANCE = 1e-4;

    private static final int ITERATIONS = 300;

    @Parameter(
            persist = false,
            required = false,
            label = "Image",
            description = "2-d: for recovered codes, and where the non-zeros are 0; of a stack the first plane,"
                    + " within the rectangle of the selection.")
    private ImagePlus image;

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

    @Parameter(
            persist = false,
            label = "Code",
            choices = {"Random", "Recovered"},
            description = "Random: z uniform in [-1, 1]. Recovered: 2-d, Algorithm 2 finds z for windows of the"
                    + " layer's input, with one bank.")
    private String code = "Random";

    @Parameter(
            persist = false,
            label = "Before ReLU",
            description = "Recovered: from the activations of the layer below before its ReLU.")
    private boolean prerelu;

    @Parameter(
            persist = false,
            label = "Preprocessing",
            choices = {"Auto", "BGR minus mean", "RGB minus mean", "RGB standardised", "RGB 0-1", "None"},
            description =
                    "2-d, with an image: how colours from 0 to 255 become the network's input. Auto: as the weights file records it;"
                            + " for random filters RGB minus mean, for a single layer of them None.")
    private String preprocessing = "Auto";

    @Parameter(
            persist = false,
            label = "Resize",
            choices = {"None", "256 and crop 224", "Crop 224"},
            description =
                    "2-d, with an image: as networks are evaluated on ImageNet: the shorter side to 256 pixels and the central"
                            + " 224×224, or only the latter.")
    private String resize = "None";

    @Parameter(
            persist = false,
            label = "Values of 0 to 255",
            choices = {"Display range", "Type range"},
            description = Tip.RANGE)
    private String range = "Display range";

    @Parameter(
            persist = false,
            label = "Lambda (of max |2Wx|)",
            description = "Recovered: the weight of the l1 norm in Algorithm 2, above 0, relative to max |2Wx|.")
    private double lambda = 0.05;

    @Parameter(persist = false, label = "Number of filters K", min = "1", description = "For a single random layer.")
    private int count = 96;

    @Parameter(persist = false, label = "Channels M", min = "1", description = "For a single random layer.")
    private int channels = 32;

    @Parameter(persist = false, label = "Filter size", min = "1", description = "For a single random layer.")
    private int size = 5;

    @Parameter(persist = false, label = "Length D of x", min = "1", description = "1-d: its length; 2-d: its side.")
    private int length = 32;

    @Parameter(
            persist = false,
            label = "Non-zeros k",
            min = "0",
            description =
                    "Random: how many entries of z are not zero. 0, 2-d: as many as in the image's own activations of the layer.")
    private int nonzeros = 10;

    @Parameter(persist = false, label = "Pooling block", min = "1", description = "2-d: the side of a block.")
    private int pool = 2;

    @Parameter(
            persist = false,
            label = "Draws",
            min = "1",
            description = "How many codes, all banks together; recovered, at most.")
    private int draws = 1000;

    @Parameter(persist = false, label = "Filter banks", min = "1", description = "How many banks of random filters.")
    private int banks = 10;

    @Parameter(persist = false, label = "Seed", description = "Of filters and codes.")
    private long seed = 1;

    @Parameter(persist = false, label = "Device", description = Tip.DEVICE)
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
        Expected.atLeast("pool", 1, pool);
        boolean recovered = new Choice<Boolean>("code")
                .or("Random", false)
                .or("Recovered", true)
                .of(code);
        if (flat && recovered)
            throw new IllegalArgumentException("code: recovered codes are of section 4.4, expected dimension=2-d");
        if (prerelu && !recovered)
            throw new IllegalArgumentException("prerelu: random codes know no ReLU, expected code=Recovered");
        if (!recovered) Expected.atLeast("nonzeros", flat ? 1 : 0, nonzeros);
        if (flat && FilterFamily.of(filters) != FilterFamily.GAUSSIAN)
            throw new IllegalArgumentException(
                    "filters: the 1-d case of section 4.2 is one of 'Gaussian random' filters,"
                            + " expected dimension=2-d for others");
        RipSamples samples;
        try (Engine engine = Engines.open(device, this::warn)) {
            if (flat) samples = oneDimensional().run(engine, monitor);
            else if (recovered) samples = recovered(engine, monitor);
            else samples = twoDimensional(engine, monitor);
        }
        MeasurementPlot plots = new MeasurementPlot();
        for (RipQuantity quantity : RipQuantity.values()) {
            double[] values = samples.values(quantity);
            if (values.length > 0)
                plots.histogram(quantity.title(), quantity.title(), Histogram.of(values, bins(values.length)));
        }
        histograms = plots.image("model-rip");
        rip = RipTable.of(samples, "rip");
        if (samples.bound().vacuous())
            inform("Theorem 3.3 says nothing here: with the distortions seen its bound is "
                    + samples.bound().value() + ", not below 1");
    }

    /** Few draws in many bins would show gaps that mean nothing. */
    private static int bins(int draws) {
        return Math.max(8, Math.min(40, (int) Math.round(1.3 * Math.sqrt(draws))));
    }

    private RipExperiment oneDimensional() {
        return RipExperiment.oneDimensional(
                Expected.atLeast("count", 1, count),
                Expected.atLeast("channels", 1, channels),
                Expected.atLeast("size", 1, size),
                Expected.atLeast("length", 1, length),
                nonzeros,
                draws,
                Math.min(banks, draws),
                seed);
    }

    private RipSamples recovered(Engine engine, Monitor monitor) throws IOException {
        if (image == null)
            throw new IllegalArgumentException("image: recovered codes need an image, but none is given");
        LayerInput input = layerInput();
        Monitor pass = monitor.part(0, 0.1);
        return new RecoveredRip(
                        input.bank(),
                        prerelu ? input.activationsBeforeRectification(engine, pass) : input.activations(engine, pass),
                        Expected.atLeast("length", 1, length),
                        draws,
                        new SparseCodeRecovery(
                                Expected.atLeast("pool", 1, pool),
                                Penalty.relative(Expected.aboveZero("lambda", lambda)),
                                new Fista(ITERATIONS, TOLERANCE)))
                .run(engine, monitor.part(0.1, 1));
    }

    private RipSamples twoDimensional(Engine engine, Monitor monitor) throws IOException {
        int side = Expected.atLeast("length", 1, length), block = Expected.atLeast("pool", 1, pool);
        FilterFamily family = FilterFamily.of(filters);
        FilterBank bank;
        long k = nonzeros;
        if (k > 0) bank = bank(family);
        else {
            if (image == null)
                throw new IllegalArgumentException("nonzeros: 0 means as many as in the image's own activations,"
                        + " but no image is given; expected an image, or a number of at least 1");
            LayerInput input = layerInput();
            bank = input.bank();
            double sparsity = input.sparsity(engine, block, monitor.part(0, 0.1));
            k = RipExperiment.nonzeros(bank, side, block, sparsity);
            inform("non-zeros of the image's activations: " + 100 * sparsity + " %, which makes k = " + k);
        }
        boolean random = family == FilterFamily.GAUSSIAN;
        RipExperiment experiment = RipExperiment.twoDimensional(
                random ? s -> like(bank, s) : s -> bank,
                random ? Math.min(banks, draws) : 1,
                side,
                block,
                k,
                draws,
                seed);
        return experiment.run(engine, monitor.part(nonzeros > 0 ? 0 : 0.1, 1));
    }

    private LayerInput layerInput() throws IOException {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        FilterFamily family = FilterFamily.of(filters);
        if (!name.equals(NetworkSource.SINGLE)) {
            family.orGaussian("a network");
            if (wanted.isEmpty())
                wanted = KnownNetworks.named(name).convolutions().get(0).name();
        }
        return LayerInput.of(
                InputImage.of(image),
                new Preparation(preprocessing, resize, range),
                name,
                family,
                weights,
                wanted,
                count,
                size,
                seed);
    }

    /** The layer's filters; of random ones only the shape matters. */
    private FilterBank bank(FilterFamily family) throws IOException {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        boolean single = name.equals(NetworkSource.SINGLE);
        if (!single) family.orGaussian("a network");
        if (family == FilterFamily.IMPORTED)
            return LayerFilters.imported(name, weights, wanted).get(0).bank();
        return single
                ? family.bank(count, channels, size, seed)
                : LayerFilters.gaussian(name, wanted, seed).get(0).bank();
    }

    /** Random filters of the same shape. */
    private static FilterBank like(FilterBank shape, long seed) {
        return GaussianFilters.rectangular(shape.filters(), shape.filterChannels(), shape.height(), shape.width(), seed)
                .withGroups(shape.groups())
                .withStride(shape.stride())
                .withPadding(shape.padding());
    }
}

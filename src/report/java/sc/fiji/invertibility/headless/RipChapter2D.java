package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.measure.RipExperiment;

/** Figure 3 (a): the model-RIP in two dimensions, section 4.4. */
final class RipChapter2D implements Chapter {

    private static final int SIDE = 15;

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        ReportScale scale = experiments.scale();
        page.heading(2, "Figure 3 (a): model-RIP in two dimensions (section 4.4)");
        page.paragraph("z on " + SIDE + "×" + SIDE
                + " maps, uniform in [−1, 1], at most one non-zero in each 2×2 block of a filter's map, as many"
                + " as table 2 prints for the layer but never more than there are blocks; filters at unit norm;" + " "
                + scale.planeDraws() + " draws (paper: 1,000), of which "
                + Math.min(scale.planeDraws(), RipExperiment.ITERATED_2D)
                + " are followed through ten iterations.");
        page.table(
                "filters",
                "‖Wᵀz‖/‖z‖, paper",
                "measured",
                "range",
                "δ_k seen",
                "error, support known",
                "error, switches",
                "10 iterations",
                "why they differ");
        List<RipSample> drawn = new ArrayList<>();
        int filters = scale.planeFilters();
        drawn.add(new RipSample(
                "Gaussian, " + filters + "×" + filters + "×3×3",
                "centred at 1",
                experiments.run(
                        "rip-2d-conv5_2-size",
                        "Model-RIP",
                        keys(scale, "conv5_2", filters, "count", filters, "channels", filters, "size", 3)),
                "zero padding, see below"));
        Optional<ReportInputs.Trained> trained = inputs.trained("VGG-16");
        if (trained.isPresent())
            for (String layer : trained.get().convolutions()) {
                if (layer.equals("conv1_1")) continue; // with three channels, no bank of 64 filters can be incoherent
                int count = layer.startsWith("conv1") ? 64 : 128;
                drawn.add(new RipSample(
                        "VGG-16's " + layer + ", learned",
                        "(conv5_2) centred at 1, δ_k < 1",
                        experiments.run(
                                "rip-2d-" + layer,
                                "Model-RIP",
                                keys(
                                        scale,
                                        layer,
                                        count,
                                        "network",
                                        "VGG-16",
                                        "filters",
                                        "Imported",
                                        "weights",
                                        trained.get().file(),
                                        "layer",
                                        layer)),
                        "another layer, zero padding; a larger bandwidth than random filters, as the paper finds"));
                drawn.add(new RipSample(
                        "Gaussian, as " + layer,
                        "centred at 1",
                        experiments.run(
                                "rip-2d-" + layer + "-random",
                                "Model-RIP",
                                keys(scale, layer, count, "network", "VGG-16", "layer", layer)),
                        "zero padding"));
            }
        Figure figure = new Figure();
        for (RipSample one : drawn) one.write(page, figure);
        page.paragraph("Why they differ: conv(5,2) of the paper is trained, and its weights are not available here;"
                + " the row of its size has random filters. With zero padding, a filter at the map's edge loses"
                + " the taps that lie outside: on " + SIDE + "×" + SIDE
                + " maps, whose last blocks have a single row or column, that lowers E‖Wᵀz‖² of random filters"
                + " to (1 − 1/16)² of ‖z‖², and the ratio to 0.9375. Where the error grows over ten iterations,"
                + " the bank as a matrix has a norm above √2 on such dense codes, and Algorithm 1 with its unit"
                + " step diverges.");
        if (trained.isPresent())
            page.paragraph("Learned filters preserve the norm of a random code as well as random ones, but with more"
                    + " spread, as the paper says. However, the δ_k observed in random draws is only a lower bound:"
                    + " the errors of one unscaled pass with known support (which Lemma B.1 bounds by about δ_k)"
                    + " are far above it for learned filters and dense codes, so that the true δ_k is above 1 and"
                    + " Theorem 3.3 does not apply to them. Figure 3 cannot show that, but the error columns do.");
        figure.show(experiments, "figure-3a", "Figure 3 (a). Histograms of ‖Wᵀz‖/‖z‖ of random codes.", page);
    }

    private static Object[] keys(ReportScale scale, String layer, int filters, Object... others) {
        double percent = PaperTables.VGG16.nonzeroPercent(layer).orElseThrow();
        List<Object> keys = new ArrayList<>(List.of(others));
        keys.addAll(List.of("dimension", "2-d", "length", SIDE, "draws", scale.planeDraws()));
        if (!keys.contains("Imported")) keys.addAll(List.of("banks", 1));
        keys.addAll(List.of("nonzeros", ReportScale.nonzeros(filters, SIDE, percent)));
        return keys.toArray();
    }

    private record RipSample(String name, String paper, Optional<ExperimentRunner.Results> results, String why) {

        void write(Markdown page, Figure figure) throws IOException {
            if (results.isEmpty()) return;
            RipRows rip = RipRows.of(results.get());
            page.row(
                    name,
                    paper,
                    rip.meanOf("|W'z|/|z|"),
                    rip.rangeOf("|W'z|/|z|"),
                    Markdown.number(rip.row("delta_k, largest seen").get("mean"), 3),
                    rip.meanOf("error, support known"),
                    rip.meanOf("error, switches, 1 iteration"),
                    rip.scaleOf("error, switches, 10 iterations"),
                    why);
            figure.plane(results.get().file("histograms.tif"), 1, name);
        }
    }
}

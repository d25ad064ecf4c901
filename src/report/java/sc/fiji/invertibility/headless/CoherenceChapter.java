package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tables 3 and 6: how alike a layer's filters are. */
final class CoherenceChapter implements Chapter {

    /** The random row of table 3 as printed, (1,1) … (5,3). */
    private static final Map<String, String> PRINTED_RANDOM = Map.ofEntries(
            Map.entry("conv1_1", "0.670"),
            Map.entry("conv1_2", "0.122"),
            Map.entry("conv2_1", "0.155"),
            Map.entry("conv2_2", "0.105"),
            Map.entry("conv3_1", "0.110"),
            Map.entry("conv3_2", "0.090"),
            Map.entry("conv3_3", "0.080"),
            Map.entry("conv4_1", "0.092"),
            Map.entry("conv4_2", "0.062"),
            Map.entry("conv4_3", "0.062"),
            Map.entry("conv5_1", "0.070"),
            Map.entry("conv5_2", "0.067"),
            Map.entry("conv5_3", "0.067"));

    private static final Map<String, String> PRINTED_RANDOM_ALEXNET =
            Map.of("conv1", "0.1996", "conv2", "0.1263", "conv3", "0.0929", "conv4", "0.1073", "conv5", "0.1026");

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Tables 3 and 6: coherence of filters");
        page.paragraph("The largest inner product of two distinct filters of a layer at unit norm, signed and in"
                + " magnitude, and that of Gaussian filters of the same shape (mean ± sd over "
                + experiments.scale().seeds() + " banks).");
        for (ReportInputs.Trained trained : inputs.trained())
            learned(experiments, trained, page, trained.network().equals("VGG-19") ? Map.of() : PRINTED_RANDOM);
        random(experiments, page, "VGG-16", "Table 3", PRINTED_RANDOM);
        random(experiments, page, "AlexNet", "Table 6", PRINTED_RANDOM_ALEXNET);
        page.paragraph("Why they differ: the paper defines coherence with absolute values, but the learned values"
                + " that it prints are signed maxima: in magnitude, conv2_1 and conv2_2 of VGG-16 are at 0.90"
                + " and 0.80, not 0.73 and 0.64. Moreover, the learned row of table 3 is shifted by one column"
                + " to the left: the values printed under (1,1), (1,2), (2,1) are those of conv1_2, conv2_1,"
                + " conv2_2, which is corrected above. The printed random row agrees with filters without"
                + " shifts, but is up to a sixth below ours in some layers, more than chance explains; the"
                + " paper does not say how its filters were drawn.");
    }

    private static void learned(
            ExperimentRunner experiments,
            ReportInputs.Trained trained,
            Markdown page,
            Map<String, String> printedRandom)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "coherence-" + trained.network().toLowerCase(Locale.ROOT),
                "Filter Coherence",
                "network",
                trained.network(),
                "filters",
                "Imported",
                "weights",
                trained.file(),
                "seeds",
                experiments.scale().seeds());
        if (run.isEmpty()) return;
        page.heading(3, trained.network() + ", learned filters");
        page.table(
                "layer", "learned, paper", "signed", "in magnitude", "random, paper", "random, signed", "in magnitude");
        for (Map<String, String> row : run.get().table("coherence"))
            page.row(
                    row.get("layer"),
                    Markdown.number(row.get("paper"), 3),
                    Markdown.number(row.get("signed"), 4),
                    Markdown.number(row.get("absolute"), 4),
                    printedRandom.getOrDefault(row.get("layer"), ""),
                    Markdown.spread(row.get("random_signed_mean"), row.get("random_signed_sd"), 3),
                    Markdown.spread(row.get("random_absolute_mean"), row.get("random_absolute_sd"), 3));
        String name = "coherent-pair-" + trained.network().toLowerCase(Locale.ROOT);
        new Figure()
                .picture(run.get().file("pair.png"), "")
                .show(experiments, name, "The two most similar filters of " + trained.network() + ".", page);
    }

    private static void random(
            ExperimentRunner experiments, Markdown page, String network, String table, Map<String, String> printed)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "coherence-random-" + network.toLowerCase(Locale.ROOT),
                "Filter Coherence",
                "network",
                network,
                "layer",
                experiments.scale().everyLayer() ? "" : network.equals("AlexNet") ? "conv1" : "conv1_2",
                "seeds",
                experiments.scale().seeds());
        if (run.isEmpty()) return;
        page.heading(3, network + ", random filters (" + table + ")");
        page.table("layer", "random, paper", "random, signed", "in magnitude");
        for (Map<String, String> row : run.get().table("coherence"))
            page.row(
                    row.get("layer"),
                    printed.getOrDefault(row.get("layer"), ""),
                    Markdown.spread(row.get("random_signed_mean"), row.get("random_signed_sd"), 3),
                    Markdown.spread(row.get("random_absolute_mean"), row.get("random_absolute_sd"), 3));
    }
}

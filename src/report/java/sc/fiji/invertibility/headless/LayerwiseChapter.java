package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Table 4: relative errors of pooled activations that are reconstructed by the layer above. */
final class LayerwiseChapter implements Chapter {

    /** Table 4's columns of random activations, by space and layer. */
    private static final Map<String, String> PRINTED_ACTIVATIONS = Map.of(
            "imagepool1", "0.610",
            "imagepool2", "0.864",
            "imagepool3", "0.652",
            "imagepool4", "0.436",
            "activationpool1", "1.414",
            "activationpool2", "1.414",
            "activationpool3", "1.414",
            "activationpool4", "1.414");

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Table 4 and figure 4: layer-wise relative errors");
        if (inputs.trained().stream().noneMatch(LayerwiseChapter::reachesPooling))
            page.paragraph("Left out: no weights that reach above pool1 were given.");
        int side = Math.min(experiments.scale().crop() + 32, 224);
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        for (ReportInputs.Trained trained : inputs.trained())
            if (reachesPooling(trained)) write(experiments, trained, piece, page);
        if (inputs.trained().stream().anyMatch(LayerwiseChapter::reachesPooling))
            page.paragraph("pool(i) of the picture's central " + side + "×" + side
                    + " pixels, one iteration with the filters of the layer above, as many units kept as that layer"
                    + " has non-zeros, scaled to the norm of the activations. Why they differ: random activations"
                    + " of the same norm are at √2 by geometry, also here. The other numbers in activation space"
                    + " are for one picture, whereas the paper uses ImageNet photos. Rows without a measurement"
                    + " belong to layers above which the given weights have no filters (the layers that they have"
                    + " are listed at the top of this report); the paper has no numbers for VGG-19. The paper does"
                    + " not say which pooling region it uses above a pooling layer; here it is 2×2. An error near 1"
                    + " means that a reconstruction has little in common with its original, in the paper as here;"
                    + " switches help, most at pool2. In image space the paper uses decoding networks that were"
                    + " trained for each layer and know what images look like; here activations are decoded layer"
                    + " by layer with the network's own transposed filters, so that only the order is comparable.");
    }

    private static boolean reachesPooling(ReportInputs.Trained trained) {
        return trained.convolutions().contains("conv2_1")
                || trained.convolutions().contains("conv2");
    }

    private static void write(ExperimentRunner experiments, ReportInputs.Trained trained, Path piece, Markdown page)
            throws IOException {
        page.heading(3, trained.network());
        page.table(
                "layer",
                "space",
                "put back at",
                "learned, paper",
                "learned",
                "random, paper",
                "random",
                "random activations, paper",
                "random activations");
        Markdown shown = new Markdown();
        for (String unpooling : new String[] {"Top-left", "Switches"}) {
            Optional<ExperimentRunner.Results> run = experiments.run(
                    "layer-wise-" + trained.network() + "-" + unpooling,
                    "Layer-wise Error",
                    "image",
                    piece,
                    "network",
                    trained.network(),
                    "filters",
                    "Imported",
                    "weights",
                    trained.file(),
                    "unpooling",
                    unpooling,
                    "resize",
                    "None",
                    "seeds",
                    experiments.scale().seeds());
            if (run.isEmpty()) return;
            for (Map<String, String> row : run.get().table("layerwise")) {
                boolean printed = unpooling.equals("Top-left")
                        && PRINTED_ACTIVATIONS.containsKey(row.get("space") + row.get("layer"))
                        && trained.network().equals("VGG-16");
                boolean measured = !row.get("random_mean").isBlank();
                if (!measured && !printed) continue;
                page.row(
                        row.get("layer"),
                        row.get("space"),
                        unpooling.toLowerCase(Locale.ROOT),
                        printed ? Markdown.number(row.get("paper_learned"), 3) : "",
                        measured ? Markdown.number(row.get("learned"), 3) : "no filters above",
                        printed ? Markdown.number(row.get("paper_random"), 3) : "",
                        measured ? Markdown.spread(row.get("random_mean"), row.get("random_sd"), 3) : "",
                        printed ? PRINTED_ACTIVATIONS.get(row.get("space") + row.get("layer")) : "",
                        Markdown.number(row.get("random_activations"), 3));
            }
            if (unpooling.equals("Top-left")) figure(experiments, trained, run.get(), shown);
        }
        if (!shown.toString().isEmpty()) page.paragraph(shown.toString());
    }

    /** The command's own montage, as figure 4: one row per layer. */
    private static void figure(
            ExperimentRunner experiments, ReportInputs.Trained trained, ExperimentRunner.Results results, Markdown page)
            throws IOException {
        if (Files.exists(results.file("montage.png")))
            new Figure()
                    .picture(results.file("montage.png"), "")
                    .show(
                            experiments,
                            "figure-4-" + trained.network().toLowerCase(Locale.ROOT),
                            "As figure 4, " + trained.network()
                                    + ": images decoded from each layer's activations, which were reconstructed with top-left"
                                    + " unpooling.",
                            page);
    }
}

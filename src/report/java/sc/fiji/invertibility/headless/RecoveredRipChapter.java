package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figure 3 (b) and (c): the model-RIP of codes that Algorithm 2 recovers from real activations, section 4.4. */
final class RecoveredRipChapter implements Chapter {

    private static final int SIDE = 15;

    private static final String LAYER = "conv2_2";

    /** The weights of the ℓ1 norm: the one used in the other measurements, and smaller ones. */
    private static final List<String> LAMBDAS = List.of("0.05", "0.02", "0.005");

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Figure 3 (b), (c): model-RIP of recovered codes (section 4.4)");
        int side = 2 * experiments.scale().crop();
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        page.paragraph("x are windows of " + SIDE + "×" + SIDE
                + ", side by side, of the layer's input when the network sees the picture's central " + side + "×"
                + side + " pixels, (b) before and (c) after the ReLU of the layer below; z is Algorithm 2's, with at"
                + " most one non-zero in each 2×2 block, λ relative to max |2Wx|, at most 300 iterations per"
                + " line; filters at unit norm.");
        page.table(
                "filters",
                "figure",
                "λ",
                "draws",
                "‖Wᵀz‖/‖z‖, paper",
                "measured",
                "range",
                "δ_k seen",
                "why they differ");
        Figure figure = new Figure();
        List<String> lambdas = experiments.scale().everyLayer() ? LAMBDAS : LAMBDAS.subList(0, 1);
        Optional<ReportInputs.Trained> trained =
                inputs.trained("VGG-16").filter(file -> file.convolutions().contains(LAYER));
        for (boolean rectified : new boolean[] {false, true}) {
            if (trained.isPresent())
                for (String lambda : lambdas)
                    row(
                            experiments,
                            piece,
                            new Bank("VGG-16's " + LAYER + ", learned", LAYER, trained),
                            rectified,
                            lambda,
                            page,
                            figure);
            String layer = experiments.scale().everyLayer() ? LAYER : "conv1_2";
            for (String lambda : lambdas)
                row(
                        experiments,
                        piece,
                        new Bank("Gaussian, as " + layer, layer, Optional.empty()),
                        rectified,
                        lambda,
                        page,
                        figure);
        }
        page.paragraph("Why they differ: the paper shows conv(5,2), whose weights are not available here, and states"
                + " neither λ, nor how x is scaled, nor how many images it uses. Codes that explain a real x"
                + " are not random. With learned filters, the ratio depends on λ: if λ is large, the few"
                + " remaining units overlap and add up in one direction, which raises the ratio above 1; the"
                + " smaller λ is, the more units share, partly cancelling each other, what a single one could"
                + " represent. In between the ratio passes 1, so that a ratio within 0.05 of 1 says as much"
                + " about λ as about the filters. With random filters, here in all layers, the recovered units"
                + " mostly cancel each other, and the ratio stays below that of random codes in figure 3 (a)"
                + " for each λ: the paper's finding that learned and random filters are alike holds for random"
                + " codes only.");
        figure.show(
                experiments,
                "figure-3bc",
                "Figure 3 (b) and (c). Histograms of ‖Wᵀz‖/‖z‖ of recovered codes, λ = " + LAMBDAS.get(0) + ".",
                page);
    }

    private static void row(
            ExperimentRunner experiments,
            Path piece,
            Bank bank,
            boolean rectified,
            String lambda,
            Markdown page,
            Figure figure)
            throws IOException {
        List<Object> keys = new ArrayList<>(List.of("image", piece, "dimension", "2-d"));
        keys.addAll(List.of("network", "VGG-16", "layer", bank.layer(), "code", "Recovered"));
        keys.addAll(List.of("prerelu", !rectified, "lambda", lambda, "length", SIDE));
        boolean main = lambda.equals(LAMBDAS.get(0));
        keys.addAll(List.of("draws", experiments.scale().recoveredDraws()));
        bank.trained().ifPresent(file -> keys.addAll(List.of("filters", "Imported", "weights", file.file())));
        String part = rectified ? "(c)" : "(b)";
        Optional<ExperimentRunner.Results> run = experiments.run(
                "rip-recovered-" + bank.layer() + (bank.trained().isPresent() ? "" : "-random")
                        + (rectified ? "" : "-before-relu") + "-" + lambda,
                "Model-RIP",
                keys.toArray());
        if (run.isEmpty()) return;
        RipRows rip = RipRows.of(run.get());
        page.row(
                bank.name(),
                "3 " + part,
                lambda,
                rip.draws("|W'z|/|z|"),
                "(conv5_2) within 0.05 of 1",
                rip.meanOf("|W'z|/|z|"),
                rip.rangeOf("|W'z|/|z|"),
                Markdown.number(rip.row("delta_k, largest seen").get("mean"), 3),
                bank.trained().isPresent() ? "another layer, λ unknown" : "random filters, λ unknown");
        if (main) figure.plane(run.get().file("histograms.tif"), 1, part + " " + bank.name());
    }

    private record Bank(String name, String layer, Optional<ReportInputs.Trained> trained) {}
}

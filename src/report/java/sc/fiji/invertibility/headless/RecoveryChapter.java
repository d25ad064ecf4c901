package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Algorithm 2: a model-sparse code of real activations, line by line. */
final class RecoveryChapter implements Chapter {

    private static final int SIDE = 64;

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, "Algorithm 2: codes of real activations");
        int side = Math.min(SIDE, experiments.scale().crop());
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        page.paragraph("x is the layer's input on the picture's central " + side + "×" + side
                + " pixels, at unit norm; W the layer's filters at unit norm; λ = 0.05·max|2Wx|; 2×2 pooling."
                + " Line 1 minimises over all shifts, line 2 keeps the largest of each block, line 3 minimises"
                + " on that support.");
        page.table(
                "filters",
                "line",
                "objective",
                "non-zeros",
                "‖x̂ − x‖/‖x‖",
                "‖Wᵀz‖/‖z‖, paper",
                "measured",
                "iterations");
        Figure figure = new Figure();
        write(
                "Gaussian, single layer on the image",
                experiments.run("recovery-random", "Recover Sparse Code", with("image", piece)),
                page,
                figure);
        Optional<ReportInputs.Trained> trained = inputs.trained("VGG-16");
        List<String> layers = trained.map(ReportInputs.Trained::convolutions).orElse(List.of());
        for (String layer : layers.subList(Math.min(1, layers.size()), layers.size()))
            write(
                    "VGG-16's " + layer,
                    experiments.run(
                            "recovery-" + layer,
                            "Recover Sparse Code",
                            with(
                                    "image",
                                    piece,
                                    "network",
                                    "VGG-16",
                                    "filters",
                                    "Imported",
                                    "weights",
                                    trained.get().file(),
                                    "layer",
                                    layer)),
                    page,
                    figure);
        page.paragraph("There are at most 300 iterations per line; fewer mean that the duality gap fell below 1e-4"
                + " of the objective. Why they differ: the paper shows a histogram for conv(5,2), whose weights"
                + " are not available here, and states neither λ nor how x and W are scaled. The codes that"
                + " explain a real x are not random: units with overlapping filters add up in one direction, so"
                + " that ‖Wᵀz‖ exceeds ‖z‖, on an image for random filters as well; figure 3 (b), (c) above"
                + " shows how that depends on λ.");
        figure.show(
                experiments,
                "algorithm-2",
                "Objective of line 1 of Algorithm 2 by iteration, for each row above.",
                page);
    }

    private static void write(String name, Optional<ExperimentRunner.Results> results, Markdown page, Figure figure)
            throws IOException {
        if (results.isEmpty()) return;
        for (Map<String, String> row : results.get().table("recovery"))
            page.row(
                    name,
                    row.get("line"),
                    Markdown.number(row.get("objective"), 4),
                    row.get("nonzeros"),
                    Markdown.number(row.get("relative_error"), 3),
                    row.get("line").equals("3") ? "(conv5_2) within 0.05 of 1" : "",
                    Markdown.number(row.get("norm_ratio"), 3),
                    row.get("iterations"));
        figure.plane(results.get().file("objectives.tif"), 1, name);
    }

    /** The piece as it is, and more patience than a person has before a screen. */
    private static Object[] with(Object... keys) {
        Object[] patient = {"resize", "None", "iterations", 300, "tolerance", 1e-4};
        return Stream.concat(Stream.of(keys), Stream.of(patient)).toArray();
    }
}

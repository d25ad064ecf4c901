package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Algorithm 2: a model-sparse code of real activations, line by line, to a known distance from the optimum. */
final class RecoveryChapter implements Chapter {

    static final String TITLE = "Algorithm 2: codes of real activations";

    private static final int SIDE = 64;

    private static final double TOLERANCE = 1e-4;

    /** Codes that leave less than this part of ‖x‖ reconstruct x. */
    private static final double FITS = 0.1;

    private int lines;
    private int solved;
    private double least = 1;
    private double most;

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        int side = Math.min(SIDE, experiments.scale().crop());
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        page.paragraph("x is the layer's input on the test image's central " + side + "×" + side
                + " pixels, at unit norm; W the layer's filters at unit norm; λ = 0.05·max|2Wx|; 2×2 pooling. Line 1"
                + " minimises over all shifts, line 2 keeps the largest of each block, line 3 minimises on that support."
                + " Lines 1 and 3 run until the duality gap, by which the objective exceeds the minimum at most, is"
                + " 1e-4 of the objective, or for " + experiments.scale().iterations()
                + " iterations; the gap of line 2 is"
                + " that on the support. One picture: the numbers have no standard errors.");
        page.table(
                "filters",
                "line",
                "objective",
                "gap / objective",
                "iterations",
                "non-zeros",
                "‖x̂ − x‖/‖x‖",
                "‖Wᵀz‖/‖z‖");
        Figure figure = new Figure();
        int iterations = experiments.scale().iterations();
        write(
                "Gaussian, single layer on the image",
                experiments.run("recovery-random", "Recover Sparse Code", with(iterations, "image", piece)),
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
                                    iterations,
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
        if (lines == 0) return;
        String words = String.format(
                Locale.ROOT,
                "%d of %d minimisations reached a gap of %.0e; the codes of line 3 leave %.0f to %.0f %% of ‖x‖ unexplained",
                solved,
                lines,
                TOLERANCE,
                100 * least,
                100 * most);
        page.paragraph(words + ". The paper states neither λ nor how x and W are scaled.");
        experiments
                .claims()
                .state(
                        "Algorithm 2",
                        solved < lines ? Verdict.OPEN : most < FITS ? Verdict.HOLDS : Verdict.PARTLY,
                        TITLE,
                        words + ", at λ = 0.05·max|2Wx|");
        figure.show(
                experiments,
                "algorithm-2",
                "Objective of line 1 of Algorithm 2 by iteration, for each row above.",
                page);
    }

    private void write(String name, Optional<ExperimentRunner.Results> results, Markdown page, Figure figure)
            throws IOException {
        if (results.isEmpty()) return;
        for (TableRow row : results.get().table("recovery")) {
            double gap = row.number("gap"), error = row.number("relative_error");
            if (!row.text("line").equals("2")) {
                lines++;
                if (gap <= TOLERANCE) solved++;
            }
            if (row.text("line").equals("3")) {
                least = Math.min(least, error);
                most = Math.max(most, error);
            }
            page.row(
                    name,
                    row.text("line"),
                    Markdown.number(row.text("objective"), 4),
                    String.format(Locale.ROOT, "%.1e", gap),
                    row.text("iterations"),
                    row.text("nonzeros"),
                    Markdown.number(row.text("relative_error"), 3),
                    Markdown.number(row.text("norm_ratio"), 3));
        }
        figure.plane(results.get().file("objectives.tif"), 1, name);
    }

    /** The piece as it is, and more patience than a person has before a screen. */
    private static Object[] with(int iterations, Object... keys) {
        Object[] patient = {"resize", "None", "iterations", iterations, "tolerance", TOLERANCE};
        return Stream.concat(Stream.of(keys), Stream.of(patient)).toArray();
    }
}

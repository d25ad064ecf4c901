package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Proposition 1: an orthonormal basis, both signs, no pooling. */
final class PropositionChapter implements Chapter {

    static final String TITLE = "Proposition 1: an orthonormal basis without pooling (section 3.1)";

    /** Rounding of single precision. */
    private static final double ROUNDING = 1e-5;

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        int side = experiments.scale().crop();
        page.heading(2, TITLE);
        page.paragraph(
                "Haar wavelets of one level, 12 filters of 3×2×2 at stride 2: an orthonormal basis of images whose"
                        + " sides are multiples of 2. A stride of ℓ drops up to ℓ − 1 rows and columns at the edge of other sizes,"
                        + " which no code holds. One iteration with the unit step, blocks of 1×1, on the central part of the"
                        + " repository's test image.");
        page.table("side of x", "activation", "‖x̂ − x‖/‖x‖", "what it shows");
        double even = row(experiments, inputs, page, side, "CReLU", "Proposition 1");
        double half = row(experiments, inputs, page, side, "ReLU", "without the negative halves");
        double odd = row(experiments, inputs, page, side - 1, "CReLU", "a row and a column are dropped");
        if (Double.isNaN(even) || Double.isNaN(half) || Double.isNaN(odd)) return;
        experiments
                .claims()
                .state(
                        "Proposition 1",
                        Verdict.of(even < ROUNDING),
                        TITLE,
                        String.format(
                                Locale.ROOT,
                                "a relative error of %.1e with both signs, %.3f with one; %.3f at an odd side, where the stride drops"
                                        + " edge rows",
                                even,
                                half,
                                odd));
    }

    private static double row(
            ExperimentRunner experiments, ReportInputs inputs, Markdown page, int side, String activation, String shows)
            throws IOException {
        Path piece = inputs.piece(side, experiments.folder().resolve("runs/piece-" + side + ".png"));
        Optional<ExperimentRunner.Results> run = experiments.run(
                "proposition-" + activation + "-" + side,
                "Reconstruct From Layer",
                "image",
                piece,
                "filters",
                "Wavelet",
                "count",
                12,
                "size",
                3,
                "stride",
                2,
                "pool",
                1,
                "activation",
                activation,
                "iterations",
                1,
                "step",
                "Unit",
                "scaling",
                "None",
                "exact",
                true);
        if (run.isEmpty()) return Double.NaN;
        List<TableRow> rows = run.get().table("summary");
        double error = rows.get(rows.size() - 1).number("relative_error");
        page.row(
                side + "×" + side,
                activation,
                String.format(Locale.ROOT, error < 1e-3 ? "%.1e" : "%.3f", error),
                shows);
        return error;
    }
}

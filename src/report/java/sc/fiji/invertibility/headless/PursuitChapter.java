package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast the error of photos falls: hard thresholding pursuit beside normalised iterations. */
final class PursuitChapter implements Chapter {

    static final String TITLE = "Hard thresholding pursuit on photos";

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        int side = experiments.scale().crop();
        List<ReportInputs.Piece> photos = inputs.pieces(
                experiments.scale().photos(), side, experiments.folder().resolve("runs/photos"));
        page.paragraph("The relative error of photos (central " + side + "×" + side + " pixels, n = " + photos.size()
                + ", mean ± s.e.) from the largest units of 64 random 5×5 filters' 2×2 blocks, with switches. Each iteration of"
                + " pursuit solves least squares on its support by at most ten conjugate gradients, and so takes as long as some"
                + " normalised ones: the columns are not of equal cost.");
        page.table(
                "kept",
                "put back at",
                "normalised, 10",
                "normalised, 50",
                "pursuit, 1",
                "pursuit, 2",
                "pursuit, 5",
                "pursuit, 5 − normalised, 50");
        row(experiments, photos, 100, "Switches", page);
        row(experiments, photos, 25, "Switches", page);
        row(experiments, photos, 25, "Top-left", page);
    }

    private static void row(
            ExperimentRunner experiments, List<ReportInputs.Piece> photos, int keep, String unpooling, Markdown page)
            throws IOException {
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        for (ReportInputs.Piece photo : photos) {
            add(experiments, errors, photo, keep, unpooling, "Normalised", 50, 10, 50);
            add(experiments, errors, photo, keep, unpooling, "Pursuit", 5, 1, 2, 5);
        }
        List<String> cells = new ArrayList<>(List.of(keep + " %", unpooling));
        for (String column : List.of("Normalised10", "Normalised50", "Pursuit1", "Pursuit2", "Pursuit5")) {
            List<Double> values = errors.getOrDefault(column, List.of());
            if (values.size() < photos.size()) return;
            cells.add(Estimate.of(values).text(4));
        }
        cells.add(Estimate.paired(errors.get("Pursuit5"), errors.get("Normalised50"))
                .signed(4));
        page.row(cells.toArray(String[]::new));
    }

    /** The errors after some iterations; the last one where there are fewer, since then no step made it smaller. */
    private static void add(
            ExperimentRunner experiments,
            Map<String, List<Double>> errors,
            ReportInputs.Piece photo,
            int keep,
            String unpooling,
            String step,
            int iterations,
            int... shown)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "pursuit-" + step + "-" + unpooling + "-" + keep + "-" + photo.name(),
                "Reconstruct From Layer",
                "image",
                photo.file(),
                "keep",
                keep,
                "unpooling",
                unpooling,
                "step",
                step,
                "iterations",
                iterations,
                "scaling",
                "None");
        if (run.isEmpty()) return;
        double[] column = run.get().column("summary", "relative_error");
        for (int i : shown)
            errors.computeIfAbsent(step + i, s -> new ArrayList<>()).add(column[Math.min(i, column.length) - 1]);
    }
}

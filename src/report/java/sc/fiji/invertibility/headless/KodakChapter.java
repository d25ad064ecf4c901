package sc.fiji.invertibility.headless;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.measure.Moments;

/**
 * What another program found of one of Kodak's photos, beside the same measures of others of these photos: a single photo
 * can only be asked whether it is one of them.
 */
final class KodakChapter implements Chapter {

    static final String TITLE = "Numbers of another program, among Kodak's photos";

    /** An independent program in double precision (NumPy) with seeds of its own, Kodak's photo 22. */
    private static final Map<String, Double> CODES = codes();

    private static final double ENTROPY = 1.9998, SECOND = 1.0212, LAST = 1.0280;
    private static final int SIDE = 128, ITERATIONS = 40;

    private static final Rectangle CROP = new Rectangle(200, 150, 301, 225);

    private static Map<String, Double> codes() {
        Map<String, Double> known = new LinkedHashMap<>();
        known.put("true", 0.489);
        known.put("top-left switches", 0.599);
        known.put("random switches", 0.517);
        known.put("signs only", 0.724);
        known.put("random signs", 1.000);
        return known;
    }

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        Path pieces = experiments.folder().resolve("runs/kodak");
        List<ReportInputs.Piece> centres =
                inputs.kodak(photo -> ReportInputs.centre(photo, SIDE), pieces.resolve("" + SIDE));
        if (centres.isEmpty()) {
            page.paragraph("Left out: no folder with Kodak's photos was given (`kodak=FOLDER`).");
            return;
        }
        page.paragraph(
                "An independent program (NumPy, double precision, other seeds) measured Kodak's photo 22, which is not among the "
                        + centres.size()
                        + " photos here. The same measures of these photos tell where its numbers lie among them,"
                        + " not whether they are right to their last digit: with the mean and the standard deviation (sd) of the"
                        + " photos, the distance in sd, and how many photos are below. Codes: 64 Gaussian 3×5×5 filters, the central "
                        + SIDE + "×" + SIDE + " pixels, 2×2 blocks, one scaled pass, as under \""
                        + AblationChapter.TITLE
                        + "\".");
        page.table(
                "measure", "the other program, photo 22", "mean", "sd", "range", "distance in sd", "photos below", "n");
        Map<String, List<Double>> errors = new LinkedHashMap<>();
        List<Double> entropy = new ArrayList<>();
        for (ReportInputs.Piece photo : centres) {
            Optional<ExperimentRunner.Results> run =
                    experiments.run("kodak-ablation-" + photo.name(), "Switch Ablation", "image", photo.file());
            if (run.isEmpty()) return;
            for (TableRow row : run.get().table("ablation")) {
                errors.computeIfAbsent(row.text("code"), c -> new ArrayList<>()).add(row.number("relative_error"));
                if (row.text("code").equals("true")) entropy.add(row.number("entropy_of_switches_bits"));
            }
        }
        CODES.forEach((code, known) -> row(page, "error, " + code, known, errors.getOrDefault(code, List.of())));
        row(page, "entropy of a switch, bits", ENTROPY, entropy);
        topLeft(experiments, inputs.kodak(photo -> CROP, pieces.resolve("crop")), page);
    }

    /** There, the other program takes steps that make the error rise; this one does not. */
    private static void topLeft(ExperimentRunner experiments, List<ReportInputs.Piece> photos, Markdown page)
            throws IOException {
        List<Double> second = new ArrayList<>(), last = new ArrayList<>();
        for (ReportInputs.Piece photo : photos) {
            Optional<ExperimentRunner.Results> run = experiments.run(
                    "kodak-top-left-" + photo.name(),
                    "Reconstruct From Layer",
                    "image",
                    photo.file(),
                    "count",
                    10,
                    "pool",
                    4,
                    "activation",
                    "ReLU",
                    "unpooling",
                    "Top-left",
                    "step",
                    "Normalised",
                    "iterations",
                    ITERATIONS,
                    "scaling",
                    "None");
            if (run.isEmpty()) return;
            double[] column = run.get().column("summary", "relative_error");
            second.add(column[Math.min(2, column.length) - 1]);
            last.add(column[column.length - 1]);
        }
        if (last.isEmpty()) return;
        row(page, "top-left, 10 filters, 4×4 blocks: error after 2 iterations", SECOND, second);
        row(page, "the same after " + ITERATIONS, LAST, last);
        double most = Moments.of(array(last)).max();
        page.paragraph(String.format(
                Locale.ROOT,
                "The last two rows are not comparable: with top-left positions 𝕄 is no projection, and the other program's"
                        + " normalised steps made the error rise to above that of x̂ = 0, which is 1. The plugin takes no step that"
                        + " enlarges the error; over these photos it ends at %.4f at most.",
                most));
    }

    private static void row(Markdown page, String measure, double known, List<Double> values) {
        if (values.isEmpty()) return;
        Moments moments = Moments.of(array(values));
        long below = values.stream().filter(value -> value < known).count();
        double distance = (known - moments.mean()) / moments.sd();
        page.row(
                measure,
                number(known),
                number(moments.mean()),
                number(moments.sd()),
                number(moments.min()) + " … " + number(moments.max()),
                moments.sd() > 0 ? String.format(Locale.ROOT, "%+.1f", distance).replace('-', '−') : "",
                "" + below,
                "" + values.size());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

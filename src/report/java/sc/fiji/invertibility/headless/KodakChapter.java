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
 * What another program found of one of Kodak's photos, beside the same measures of this photo over banks, if it is there,
 * and of others of these photos.
 */
final class KodakChapter implements Chapter {

    static final String TITLE = "Numbers of another program, among Kodak's photos";

    /** An independent program in double precision (NumPy) with seeds of its own, Kodak's photo 22. */
    private static final Map<String, Double> CODES = codes();

    private static final String BITS = "entropy_of_switches_bits";

    private static final double ENTROPY = 1.9998, SECOND = 1.0212, LAST = 1.0280;
    private static final int SIDE = 128, ITERATIONS = 40, BANKS = 10;

    private static final String PHOTO = "kodak_22";

    /** Where the other program's crops begin; that it is so for the codes, too, is an assumption. */
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
                "An independent program (NumPy, double precision, other seeds) measured Kodak's photo 22. Codes: 64 Gaussian"
                        + " 3×5×5 filters, " + SIDE + "×" + SIDE + " pixels, 2×2 blocks, one scaled pass, as under \""
                        + AblationChapter.TITLE + "\".");
        ofThePhoto(experiments, inputs, pieces, page);
        centres = centres.stream().filter(photo -> !photo.name().equals(PHOTO)).toList();
        page.paragraph("The same of the central pixels of " + centres.size()
                + " other photos tells where its numbers lie among them: with the mean and the standard deviation (sd) of the"
                + " photos, the distance in sd, and how many photos are below.");
        page.table(
                "measure", "the other program, photo 22", "mean", "sd", "range", "distance in sd", "photos below", "n");
        Map<String, List<Double>> measures = new LinkedHashMap<>();
        for (ReportInputs.Piece photo : centres)
            ablation(experiments, "kodak-ablation-" + photo.name(), photo, 1, measures);
        rows(measures, page);
        topLeft(experiments, inputs.kodak(photo -> CROP, pieces.resolve("crop")), page);
    }

    /** The numbers of the photo itself, which depend on the bank. */
    private static void ofThePhoto(ExperimentRunner experiments, ReportInputs inputs, Path pieces, Markdown page)
            throws IOException {
        Rectangle square = new Rectangle(CROP.x, CROP.y, SIDE, SIDE);
        Optional<ReportInputs.Piece> photo = inputs.kodak(whole -> square, pieces.resolve("square")).stream()
                .filter(piece -> piece.name().equals(PHOTO))
                .findFirst();
        if (photo.isEmpty()) {
            page.paragraph("The photo itself is not in the folder of `kodak=`.");
            return;
        }
        page.paragraph("Of the photo itself, over " + BANKS + " banks, from its pixel (" + CROP.x + ", " + CROP.y
                + ") on, where the other program's other crop begins; that it is the same is assumed. The other program's"
                + " numbers, which are of one bank, beside the mean and the standard deviation (sd) of the banks:");
        page.table("measure", "the other program", "mean", "sd", "range", "distance in sd", "banks below", "n");
        Map<String, List<Double>> measures = new LinkedHashMap<>();
        for (int seed = 1; seed <= BANKS; seed++)
            ablation(experiments, "kodak-22-ablation-" + seed, photo.get(), seed, measures);
        rows(measures, page);
    }

    /** Adds the errors by their codes, and the entropy of the switches by its name. */
    private static void ablation(
            ExperimentRunner experiments,
            String name,
            ReportInputs.Piece photo,
            int seed,
            Map<String, List<Double>> measures)
            throws IOException {
        Optional<ExperimentRunner.Results> run =
                experiments.run(name, "Switch Ablation", "image", photo.file(), "seed", seed);
        if (run.isEmpty()) return;
        for (TableRow row : run.get().table("ablation")) {
            String code = row.text("code");
            measures.computeIfAbsent(code, c -> new ArrayList<>()).add(row.number("relative_error"));
            if (code.equals("true"))
                measures.computeIfAbsent(BITS, c -> new ArrayList<>()).add(row.number(BITS));
        }
    }

    private static void rows(Map<String, List<Double>> measures, Markdown page) {
        CODES.forEach((code, known) -> row(page, "error, " + code, known, measures.getOrDefault(code, List.of())));
        row(page, "entropy of a switch, bits", ENTROPY, measures.getOrDefault(BITS, List.of()));
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

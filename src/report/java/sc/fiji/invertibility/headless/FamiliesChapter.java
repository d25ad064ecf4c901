package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.invertibility.headless.Claims.Verdict;

/** Other banks that satisfy the model-RIP, end of section 3.2: all of them, compared with random ones. */
final class FamiliesChapter implements Chapter {

    static final String TITLE = "Other banks (end of section 3.2)";

    /** The one family of which there are many banks. */
    private static final String RANDOM = "Gaussian random";

    private static final int FILTERS = 24, CHANNELS = 3, SIZE = 5, SIDE = 32;
    private static final String KNOWN = "error, support known", SWITCHES = "error, switches, 1 iteration";

    /** The photos' errors after one and after ten iterations, by family. */
    private final Map<String, List<Double>> one = new LinkedHashMap<>(), ten = new LinkedHashMap<>();

    private final Map<String, RipRows> codes = new LinkedHashMap<>();

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page)
            throws IOException, BadInputException {
        ReportScale scale = experiments.scale();
        page.heading(2, TITLE);
        int nonzeros = ReportScale.ofActivations(FILTERS, SIDE, 1);
        Path runs = experiments.folder().resolve("runs");
        List<ReportInputs.Piece> photos = inputs.pieces(scale.photos(), scale.crop(), runs.resolve("photos"));
        page.paragraph("At most " + FILTERS + " filters of " + CHANNELS + "×" + SIZE + "×" + SIZE
                + " at unit norm. Coherence; codes of " + nonzeros + " non-zeros on " + SIDE + "×" + SIDE
                + " maps (1 % of all activations, 2×2 blocks, zero padding, "
                + scale.planeDraws()
                + " draws; random filters: over " + scale.planeBanks() + " banks); and the central part of "
                + PictureChapter.subjects(inputs, photos) + ", reconstructed from its pooled activations (2×2,"
                + " switches), after one iteration scaled to the norm of x and after ten normalised ones. Mean ± s.e.; of a"
                + " family with a single bank, over draws.");
        page.table(
                "bank",
                "coherence, signed",
                "in magnitude",
                "‖Wᵀz‖/‖z‖",
                "δ_k seen",
                "code: error, support known",
                "with switches",
                "photos: 1 iteration",
                "10 iterations",
                "n photos");
        List<String> offered = experiments.families("Reconstruct From Layer");
        for (String family : experiments.families("Model-RIP"))
            row(experiments, family, offered, nonzeros, photos, page);
        words(page, photos.size());
        claim(experiments);
        Figure figure = new Figure();
        Path piece = inputs.piece(scale.crop(), runs.resolve("piece-" + scale.crop() + ".png"));
        for (String family : offered)
            if (codes.containsKey(family))
                for (int iterations : new int[] {1, 10}) {
                    Optional<ExperimentRunner.Results> run =
                            picture(experiments, family, new ReportInputs.Piece("figure", piece), iterations);
                    if (run.isPresent())
                        figure.picture(
                                run.get().file("reconstruction.png"), family + ", " + iterations + " iteration(s)");
                }
        figure.show(experiments, "banks", "The test image reconstructed from each bank's pooled activations.", page);
    }

    private void row(
            ExperimentRunner experiments,
            String family,
            List<String> offered,
            int nonzeros,
            List<ReportInputs.Piece> photos,
            Markdown page)
            throws IOException {
        ReportScale scale = experiments.scale();
        Object[] single = {
            "network", "Single layer", "filters", family, "count", FILTERS, "channels", CHANNELS, "size", SIZE
        };
        Optional<ExperimentRunner.Results> coherence =
                experiments.run("family-coherence-" + name(family), "Filter Coherence", with(single, "seeds", 1));
        Optional<ExperimentRunner.Results> rip = experiments.run(
                "family-rip-" + name(family),
                "Model-RIP",
                with(
                        family.equals(RANDOM) ? with(single, "banks", scale.planeBanks()) : single,
                        "dimension",
                        "2-d",
                        "length",
                        SIDE,
                        "nonzeros",
                        nonzeros,
                        "draws",
                        scale.planeDraws()));
        if (coherence.isEmpty() || rip.isEmpty()) return;
        TableRow alike = coherence.get().table("coherence").get(0);
        RipRows rows = RipRows.of(rip.get());
        codes.put(family, rows);
        boolean pictured = offered.contains(family);
        if (pictured)
            for (ReportInputs.Piece photo : photos) {
                error(picture(experiments, family, photo, 1), one.computeIfAbsent(family, f -> new ArrayList<>()));
                error(picture(experiments, family, photo, 10), ten.computeIfAbsent(family, f -> new ArrayList<>()));
            }
        page.row(
                family,
                Markdown.number(alike.text("signed"), 3),
                Markdown.number(alike.text("absolute"), 3),
                rows.meanOf("|W'z|/|z|"),
                Markdown.number(rows.row("delta_k, largest seen").text("mean"), 3),
                rows.meanOf(KNOWN),
                rows.meanOf(SWITCHES),
                pictured ? Estimate.of(one.get(family)).text(3) : "",
                pictured ? Estimate.of(ten.get(family)).text(3) : "",
                "" + photos.size());
    }

    private void words(Markdown page, int photos) {
        if (!codes.containsKey(RANDOM) || !one.containsKey(RANDOM) || photos < 2) return;
        List<String> differences = new ArrayList<>();
        for (String family : one.keySet())
            if (!family.equals(RANDOM) && one.get(family).size() == photos)
                differences.add(family + " "
                        + Estimate.paired(one.get(family), one.get(RANDOM)).signed(3)
                        + " after one iteration and "
                        + Estimate.paired(ten.get(family), ten.get(RANDOM)).signed(3) + " after ten");
        String best = codes.keySet().stream()
                .min(java.util.Comparator.comparingDouble(
                        f -> codes.get(f).estimate(SWITCHES).mean()))
                .orElseThrow();
        page.paragraph(
                "The paper names such banks but measures none. Random codes, with switches, are reconstructed best by "
                        + best + " filters. Photos, error minus that of random filters, paired by photo: "
                        + String.join("; ", differences) + ".");
    }

    private void claim(ExperimentRunner experiments) {
        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, RipRows> family : codes.entrySet())
            if (!family.getKey().equals(RANDOM))
                seen.add(family.getKey() + ": ratio " + family.getValue().meanOf("|W'z|/|z|")
                        + ", error with known support " + family.getValue().meanOf(KNOWN));
        if (!seen.isEmpty())
            experiments
                    .claims()
                    .state(
                            "End of section 3.2",
                            Verdict.OPEN,
                            TITLE,
                            String.join("; ", seen) + "; random draws give lower bounds of δₖ alone");
    }

    private static Optional<ExperimentRunner.Results> picture(
            ExperimentRunner experiments, String family, ReportInputs.Piece piece, int iterations) throws IOException {
        return experiments.run(
                "family-" + name(family) + "-" + piece.name() + "-" + iterations,
                "Reconstruct From Layer",
                "image",
                piece.file(),
                "filters",
                family,
                "count",
                FILTERS,
                "size",
                SIZE,
                "iterations",
                iterations,
                "step",
                iterations == 1 ? "Unit" : "Normalised",
                "scaling",
                iterations == 1 ? "Match norm" : "None");
    }

    private static void error(Optional<ExperimentRunner.Results> run, List<Double> errors) throws IOException {
        if (run.isEmpty()) return;
        List<TableRow> rows = run.get().table("summary");
        errors.add(rows.get(rows.size() - 1).number("relative_error"));
    }

    private static String name(String family) {
        return family.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static Object[] with(Object[] first, Object... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}

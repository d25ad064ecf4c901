package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Other banks that satisfy the model-RIP, end of section 3.2: all of them, compared with random ones. */
final class FamiliesChapter implements Chapter {

    /** The one family of which there are many banks. */
    private static final String RANDOM = "Gaussian random";

    private static final int FILTERS = 24, CHANNELS = 3, SIZE = 5, SIDE = 32;

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page)
            throws IOException, BadInputException {
        ReportScale scale = experiments.scale();
        page.heading(2, "Other banks (end of section 3.2)");
        int nonzeros = ReportScale.nonzeros(FILTERS, SIDE, 1);
        page.paragraph("At most " + FILTERS + " filters of " + CHANNELS + "×" + SIZE + "×" + SIZE
                + " at unit norm. Coherence; codes of " + nonzeros + " non-zeros on " + SIDE + "×" + SIDE
                + " maps (1 %, 2×2 blocks, "
                + scale.planeDraws()
                + " draws); and the picture's central part reconstructed from its pooled activations (2×2,"
                + " switches), after one iteration scaled to the picture's norm and after ten normalised ones.");
        page.table(
                "bank",
                "coherence, signed",
                "in magnitude",
                "‖Wᵀz‖/‖z‖",
                "δ_k seen",
                "code: error, support known",
                "with switches",
                "picture: 1 iteration",
                "10 iterations");
        Path piece = inputs.piece(scale.crop(), experiments.folder().resolve("runs/piece-" + scale.crop() + ".png"));
        List<String> offered = experiments.families("Reconstruct From Layer");
        Figure figure = new Figure();
        for (String family : experiments.families("Model-RIP"))
            row(experiments, family, offered, nonzeros, piece, page, figure);
        page.paragraph("The paper names such banks but measures none. Orthogonal filters (coherence 0) alone are not"
                + " enough: shifts of a smooth filter overlap, and pooling then picks the wrong position, so"
                + " that random codes are reconstructed best, with switches, by random filters. A picture is"
                + " not a random code: a single pass reconstructs it better with the structured banks.");
        figure.show(experiments, "banks", "The picture reconstructed from each bank's pooled activations.", page);
    }

    private static void row(
            ExperimentRunner experiments,
            String family,
            List<String> offered,
            int nonzeros,
            Path piece,
            Markdown page,
            Figure figure)
            throws IOException {
        String name = family.toLowerCase(Locale.ROOT).replace(' ', '-');
        ReportScale scale = experiments.scale();
        Object[] single = {
            "network", "Single layer", "filters", family, "count", FILTERS, "channels", CHANNELS, "size", SIZE
        };
        Optional<ExperimentRunner.Results> coherence =
                experiments.run("family-coherence-" + name, "Filter Coherence", with(single, "seeds", 1));
        Optional<ExperimentRunner.Results> rip = experiments.run(
                "family-rip-" + name,
                "Model-RIP",
                with(
                        family.equals(RANDOM) ? with(single, "banks", 1) : single,
                        "dimension",
                        "2-d",
                        "length",
                        SIDE,
                        "nonzeros",
                        nonzeros,
                        "draws",
                        scale.planeDraws()));
        Map<String, String> alike = coherence.isEmpty()
                ? Map.of()
                : coherence.get().table("coherence").get(0);
        RipRows rows = rip.isEmpty() ? null : RipRows.of(rip.get());
        page.row(
                family,
                Markdown.number(alike.get("signed"), 3),
                Markdown.number(alike.get("absolute"), 3),
                rows == null ? "" : rows.meanOf("|W'z|/|z|"),
                rows == null
                        ? ""
                        : Markdown.number(rows.row("delta_k, largest seen").get("mean"), 3),
                rows == null ? "" : rows.meanOf("error, support known"),
                rows == null ? "" : rows.meanOf("error, switches, 1 iteration"),
                offered.contains(family) ? error(experiments, family, name + "-1", piece, 1, figure) : "",
                offered.contains(family) ? error(experiments, family, name + "-10", piece, 10, figure) : "");
    }

    private static String error(
            ExperimentRunner experiments, String family, String name, Path piece, int iterations, Figure figure)
            throws IOException {
        Optional<ExperimentRunner.Results> run = experiments.run(
                "family-picture-" + name,
                "Reconstruct From Layer",
                "image",
                piece,
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
        if (run.isEmpty()) return "";
        figure.picture(
                run.get().file("reconstruction.png"),
                family + ", " + iterations + (iterations == 1 ? " iteration" : " iterations"));
        List<Map<String, String>> rows = run.get().table("summary");
        return Markdown.number(rows.get(rows.size() - 1).get("relative_error"), 3);
    }

    private static Object[] with(Object[] first, Object... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}

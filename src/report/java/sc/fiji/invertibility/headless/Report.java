package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report: what was measured on, its chapters, and what was left out. */
final class Report {

    static final String FILE = "REPORT.md";

    private final ExperimentRunner experiments;
    private final ReportInputs inputs;

    Report(ExperimentRunner experiments, ReportInputs inputs) {
        this.experiments = experiments;
        this.inputs = inputs;
    }

    /** Makes all measurements that do not exist yet, and writes {@value #FILE}. */
    Path write() throws IOException, BadInputException {
        Markdown page = new Markdown();
        page.heading(1, "The paper's measurements, repeated");
        page.paragraph("Gilbert et al., *Towards Understanding the Invertibility of Convolutional Neural Networks*"
                + " (IJCAI 2017): its tables and figures beside this plugin's measurements. Written by"
                + " `scripts/reproduce`; the same command gives the same report, except for the last section"
                + " and, on another device, the last digits.");
        page.paragraph("Measured on: " + inputs.picture().getFileName() + " of this repository's test images; "
                + (inputs.images().isPresent()
                        ? "statistics also over the photos of the folder "
                                + inputs.images().get().getFileName()
                        : "no folder of photos")
                + "; "
                + (inputs.trained().isEmpty() ? "only random filters, no weight file" : weights()) + ".");
        Markdown chapters = new Markdown();
        Map<String, Long> took = new LinkedHashMap<>();
        for (Chapter chapter : chapters()) {
            Markdown own = new Markdown();
            long before = milliseconds();
            chapter.write(experiments, inputs, own);
            // Less than nothing, where a chapter replaces an earlier measurement by a faster one.
            took.put(own.title(), Math.max(0, milliseconds() - before));
            chapters.append(own);
        }
        // Only now is it known what there is to say about the claims.
        experiments.claims().write(page);
        page.append(chapters);
        leftOut(page);
        timings(took, page);
        Path report = experiments.folder().resolve(FILE);
        Files.writeString(report, page.toString(), StandardCharsets.UTF_8);
        return report;
    }

    /** New ones for each report, as some count what they find. */
    private static List<Chapter> chapters() {
        return List.of(
                new PictureChapter(),
                new PropositionChapter(),
                new SparsityChapter(),
                new RipChapter1D(),
                new CoherenceChapter(),
                new RipChapter2D(),
                new CertificateChapter(),
                new LemmaChapter(),
                new ScalingChapter(),
                new DeepLayersChapter(),
                new PhaseChapter(),
                new PursuitChapter(),
                new AblationChapter(),
                new RecoveredRipChapter(),
                new RecoveryChapter(),
                new LayerwiseChapter(),
                new DecodingChapter(),
                new FamiliesChapter(),
                new ClassifierChapter());
    }

    private String weights() {
        return inputs.trained().stream()
                .map(file -> "`" + file.file().getFileName() + "` (" + file.network() + ": "
                        + String.join(", ", file.convolutions()) + ")")
                .collect(Collectors.joining("; "));
    }

    private void leftOut(Markdown page) {
        page.heading(2, "Left out");
        page.paragraph(
                "Figures 4 and 5 and table 4's image space as the authors made them, by decoding networks trained for"
                        + " VGG-16; other decoding networks stand in for those.");
        if (inputs.trained("AlexNet").isEmpty())
            page.paragraph("The learned rows of tables 6 and 7: no weights of AlexNet were given.");
        for (Map.Entry<String, String> failure : experiments.failures().entrySet())
            page.paragraph("Failed: " + failure.getKey() + ": " + failure.getValue());
    }

    private long milliseconds() {
        return experiments.milliseconds().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void timings(Map<String, Long> took, Markdown page) {
        page.heading(2, "Timings");
        page.paragraph(
                "Java " + Runtime.version().feature() + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors; wall-clock seconds of the "
                        + experiments.milliseconds().size()
                        + " measurements, also of those that existed from an earlier run, on a machine that may have had other work.");
        page.table("chapter", "seconds");
        took.forEach((chapter, time) -> page.row(chapter, String.format(Locale.ROOT, "%.0f", time / 1000.0)));
        page.row("all", String.format(Locale.ROOT, "%.0f", milliseconds() / 1000.0));
    }
}

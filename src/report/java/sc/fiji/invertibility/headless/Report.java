package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engines;

/** The report: what was measured on, its chapters, and what was left out. */
final class Report {

    static final String FILE = "REPORT.md";

    private final ExperimentRunner experiments;
    private final ReportInputs inputs;
    private final ChapterChoice choice;
    private final long started = System.nanoTime();

    Report(ExperimentRunner experiments, ReportInputs inputs, ChapterChoice choice) {
        this.experiments = experiments;
        this.inputs = inputs;
        this.choice = choice;
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
        for (Chapter chapter : choice.chapters()) {
            Markdown own = new Markdown();
            long before = milliseconds();
            chapter.write(experiments, inputs, own);
            // Less than nothing, where a chapter replaces an earlier measurement by a faster one.
            took.put(own.title(), Math.max(0, milliseconds() - before));
            chapters.append(own);
        }
        // Only now is it known what there is to say about the claims.
        experiments.claims().write(page, choice.all());
        page.append(chapters);
        if (choice.all()) leftOut(page);
        failures(page);
        timings(took, page);
        Path report = experiments.folder().resolve(FILE);
        Files.writeString(report, page.toString(), StandardCharsets.UTF_8);
        return report;
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
    }

    private void failures(Markdown page) {
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
        page.paragraph(String.format(
                Locale.ROOT,
                "%s. Wall-clock seconds of the %d measurements, %.1f minutes in all, also of those that existed from an earlier"
                        + " run, on a machine that may have had other work; this run made %d of them in %.1f minutes, in which the"
                        + " program used %.1f minutes of processors' time. This is the run %s `--full`%s.",
                machine(),
                experiments.milliseconds().size(),
                milliseconds() / 60_000.0,
                experiments.fresh(),
                (System.nanoTime() - started) / 60e9,
                processorMinutes(),
                experiments.scale() == ReportScale.FULL ? "with" : "without",
                choice.all() ? "" : ", of the chapters " + choice + " only"));
        page.table("chapter", "seconds");
        took.forEach((chapter, time) -> page.row(chapter, String.format(Locale.ROOT, "%.0f", time / 1000.0)));
        page.row("all", String.format(Locale.ROOT, "%.0f", milliseconds() / 1000.0));
    }

    private static String machine() {
        return "Java " + Runtime.version().feature() + " on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + Math.round(Runtime.getRuntime().maxMemory() / 1e9) + " GB for Java; devices: "
                + Engines.list().stream()
                        .filter(DeviceStatus::usable)
                        .map(status -> status.device().name())
                        .collect(Collectors.joining(", "));
    }

    private static double processorMinutes() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 60_000.0;
    }
}

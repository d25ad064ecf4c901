package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a command over many images, each into a folder named after it. A bad image does not stop the others, and an
 * image whose results already exist, computed with the same values from the same file, is not computed again, so that
 * an interrupted batch continues where it stopped. {@code batch.csv} tells how each image went so far; in the end, each
 * table that the command makes is also collected over all images, with the image's name in the first column.
 */
final class Batch {

    private final Execution execution;
    private final String key;
    private final Map<String, String> values;
    private final BatchSettings settings;
    private final PrintStream out;
    private final PrintStream err;
    private final RepeatedWarnings warnings = new RepeatedWarnings();

    /** A batch over the images named by {@code values}' key {@code key + "s"}. */
    Batch(
            Execution execution,
            String key,
            Map<String, String> values,
            BatchSettings settings,
            PrintStream out,
            PrintStream err) {
        this.execution = execution;
        this.key = key;
        this.values = values;
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /** Runs over all images; returns the exit status. */
    int run(Path folder) throws BadInputException, IOException {
        Map<String, Path> images = ImageList.of(key + "s", values.get(key + "s"));
        // What is wrong for every image is reported once, before the batch begins.
        execution.prepare(of(images.values().iterator().next()));
        requireOther(images.values(), folder);
        StagingFolder.clear(folder);
        StagingFolder.open(folder).close();
        Files.createDirectories(folder);
        BatchLock lock = BatchLock.of(folder);
        try {
            return run(images, folder);
        } finally {
            lock.close();
        }
    }

    private int run(Map<String, Path> images, Path folder) throws BadInputException, IOException {
        BatchRecord record = BatchRecord.begin(folder);
        List<BatchLanes.Waiting> waiting = images.entrySet().stream()
                .map(image -> new BatchLanes.Waiting(image.getKey(), image.getValue()))
                .toList();
        try (BatchLanes lanes = BatchLanes.begin(
                settings.threads(),
                waiting,
                execution,
                (name, runs) -> new BatchImage(
                        name, images.get(name), of(images.get(name)), folder, runs, settings.patience()))) {
            while (record.size() < images.size()) {
                BatchImage image = lanes.next(settings.check());
                record.add(image.name(), image.entry());
                tell(image, record, images.size());
            }
        }
        record.write(List.copyOf(images.keySet()), lost -> err.println(OneLineMessage.of(lost)))
                .forEach(out::println);
        return record.exit();
    }

    private void tell(BatchImage image, BatchRecord record, int images) {
        execution.clearProgress();
        String line = record.size() + "/" + images + " " + image.name() + ": "
                + warnings.shortened(image.entry().message()) + record.left(images, settings.threads());
        (image.entry().exit() == 0 ? out : err).println(OneLineMessage.of(line));
    }

    /** A table over all images may have the name of one of them, a text image for example. */
    private void requireOther(Collection<Path> images, Path folder) throws BadInputException, IOException {
        for (String name : ResultFiles.names(execution.module().getInfo())) {
            Path table = folder.resolve(name.equals(RunRecord.FILE) ? BatchRecord.FILE : name);
            if (!table.toString().endsWith(".csv") || !Files.exists(table)) continue;
            for (Path image : images)
                if (Files.exists(image) && Files.isSameFile(table, image))
                    throw new BadInputException(
                            "out: " + table + " is one of the images and would be overwritten; choose another folder");
        }
    }

    static BatchRecord.Entry done(long milliseconds, List<String> warnings) {
        String message = "done in " + milliseconds + " ms"
                + (warnings.isEmpty() ? "" : ", " + OneLineMessage.of(String.join("; ", warnings)));
        return new BatchRecord.Entry("done", 0, milliseconds, message);
    }

    static BatchRecord.Entry failed(String status, int exit, long start, Throwable cause) {
        return new BatchRecord.Entry(
                status,
                exit,
                (System.nanoTime() - start) / 1_000_000,
                "error: " + (Stopped.is(cause) ? Stopped.SENTENCE : OneLineMessage.of(cause)));
    }

    private Map<String, String> of(Path image) {
        Map<String, String> one = new LinkedHashMap<>(values);
        one.remove(key + "s");
        one.put(key, image.toString());
        return one;
    }
}

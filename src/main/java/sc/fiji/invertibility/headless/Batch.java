package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.module.MethodCallException;

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
    private final PrintStream out;
    private final PrintStream err;

    /** A batch over the images that {@code values} names under {@code key + "s"}. */
    Batch(Execution execution, String key, Map<String, String> values, PrintStream out, PrintStream err) {
        this.execution = execution;
        this.key = key;
        this.values = values;
        this.out = out;
        this.err = err;
    }

    /** Runs over all images; returns the worst exit status. */
    int run(Path folder) throws BadInputException, IOException {
        Map<String, Path> images = ImageList.of(key + "s", values.get(key + "s"));
        // What is wrong for every image is reported once, before the batch begins.
        execution.prepare(of(images.values().iterator().next()));
        StagingFolder.open(folder).close();
        BatchRecord record = BatchRecord.begin(folder);
        int status = 0;
        for (Map.Entry<String, Path> image : images.entrySet()) {
            BatchRecord.Entry entry = run(image.getValue(), folder.resolve(image.getKey()));
            record.add(image.getKey(), entry);
            String line = "%d/%d %s: %s".formatted(record.size(), images.size(), image.getKey(), entry.message());
            (entry.exit() == 0 ? out : err).println(line);
            status = status == 1 || entry.exit() == 1 ? 1 : Math.max(status, entry.exit());
        }
        record.write().forEach(out::println);
        return status;
    }

    private BatchRecord.Entry run(Path image, Path folder) {
        long start = System.nanoTime();
        try {
            Job job = execution.prepare(of(image));
            if (execution.isDone(job, folder)) return new BatchRecord.Entry("kept", 0, 0, "done before");
            execution.run(job, folder);
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            List<String> warnings = execution.log().warnings();
            String message = "done in " + milliseconds + " ms"
                    + (warnings.isEmpty() ? "" : ", " + OneLineMessage.of(String.join("; ", warnings)));
            return new BatchRecord.Entry("done", 0, milliseconds, message);
        } catch (BadInputException problem) {
            return failed("bad input", 2, start, problem);
        } catch (IOException | MethodCallException | RuntimeException | OutOfMemoryError | LinkageError failure) {
            return failed("failed", 1, start, failure);
        }
    }

    private static BatchRecord.Entry failed(String status, int exit, long start, Throwable cause) {
        return new BatchRecord.Entry(
                status, exit, (System.nanoTime() - start) / 1_000_000, "error: " + OneLineMessage.of(cause));
    }

    private Map<String, String> of(Path image) {
        Map<String, String> one = new LinkedHashMap<>(values);
        one.remove(key + "s");
        one.put(key, image.toString());
        return one;
    }
}

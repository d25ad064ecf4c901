package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.scijava.module.MethodCallException;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * One image of a batch on its way: it is read, computed and written, each once and in this order, and in the end it is
 * known how that went. After a step that failed, and for an image that was done before, the others do nothing.
 */
final class BatchImage implements AutoCloseable {

    /** A step; what it throws is how the image went. */
    private interface Step {
        void take() throws BadInputException, IOException, MethodCallException;
    }

    private final String name;
    private final Path file;
    private final Map<String, String> values;
    private final Path out;
    private final Execution execution;
    private final TimeLimit limit;
    private volatile StagedRun run;
    private volatile boolean closed;
    private long nanos, samples;
    private BatchRecord.Entry entry;

    /**
     * An image that goes by {@code name}, whose results {@code execution} makes of {@code values} into a folder in
     * {@code out}.
     */
    BatchImage(String name, Path file, Map<String, String> values, Path out, Execution execution, TimeLimit limit) {
        this.name = name;
        this.file = file;
        this.values = values;
        this.out = out;
        this.execution = execution;
        this.limit = limit;
    }

    String name() {
        return name;
    }

    /** Opens the image, unless its results are there. */
    void read() {
        take(() -> {
            if (!FolderNames.canBeWritten(file))
                throw new BadInputException("the name of this file cannot be read in the character set of this"
                        + " computer's locale; rename it, or choose another locale, such as LC_ALL=C.UTF-8");
            Path folder = out.resolve(name);
            Job job = execution.prepare(values);
            RunRecord record = execution.record(job);
            if (WrittenRecord.isIn(folder, record)) {
                entry = new BatchRecord.Entry("kept", 0, 0, "done before");
                return;
            }
            run = execution.begin(job, record, folder);
            // Nobody may wait any more, and then closed what was not there yet.
            if (closed) run.close();
            run.read();
            samples = run.samples();
        });
    }

    /** The number of values that there are to compute with; 0 if there is nothing to do. */
    long samples() {
        return samples;
    }

    /** Runs the command. */
    void compute() {
        take(() -> run.compute());
    }

    /** Writes the results. */
    void write() {
        take(() -> run.write());
        if (entry == null) publish();
        close();
    }

    /** Removes what was not published. */
    @Override
    public void close() {
        closed = true;
        if (run != null) run.close();
    }

    /** How it went, once it was written. */
    BatchRecord.Entry entry() {
        return entry;
    }

    private void publish() {
        try {
            run.publish();
            entry = Batch.done(milliseconds(), run.warnings());
        } catch (IOException | RuntimeException failure) {
            entry = failed("failed", 1, failure);
        }
    }

    /** All steps together take no longer than they may. */
    private void take(Step step) {
        if (entry != null) return;
        long start = System.nanoTime();
        try {
            limit.wait(nanos, () -> {
                step.take();
                return null;
            });
        } catch (BadInputException problem) {
            entry = failed("bad input", 2, problem);
        } catch (Exception | OutOfMemoryError | LinkageError failure) {
            entry = failed("failed", 1, failure);
        } finally {
            nanos += System.nanoTime() - start;
        }
    }

    private BatchRecord.Entry failed(String status, int exit, Throwable cause) {
        String sentence = Stopped.is(cause) ? Stopped.SENTENCE : OneLineMessage.of(cause);
        return new BatchRecord.Entry(status, exit, milliseconds(), "error: " + sentence);
    }

    private long milliseconds() {
        return nanos / 1_000_000;
    }
}

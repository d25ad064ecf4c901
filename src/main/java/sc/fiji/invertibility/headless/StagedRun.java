package sc.fiji.invertibility.headless;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.scijava.module.MethodCallException;

/**
 * One run of a command in its steps, which are taken once each and in order, if need be by different threads: so a
 * batch reads the next image and writes the last one while a device works. All results are published, or none.
 */
final class StagedRun implements AutoCloseable {

    private final Execution execution;
    private final Job job;
    private final RunRecord record;
    private final StagingFolder staging;
    private ResultFiles results;
    private List<String> warnings = List.of();
    private Duration taken = Duration.ZERO;

    StagedRun(Execution execution, Job job, RunRecord record, StagingFolder staging) {
        this.execution = execution;
        this.job = job;
        this.record = record;
        this.staging = staging;
    }

    /** Opens the images. */
    void read() throws BadInputException {
        long start = System.nanoTime();
        job.openImages();
        took(start);
    }

    /** The numbers of values in all slices of all images that were opened. */
    long samples() {
        long samples = 0;
        for (ImagePlus image : job.images())
            samples += (long) image.getWidth() * image.getHeight() * image.getStackSize();
        return samples;
    }

    /** Runs the command. */
    void compute() throws BadInputException, MethodCallException {
        long start = System.nanoTime();
        execution.log().clear();
        results = new ResultFiles(execution.run(job), job.previews());
        warnings = execution.log().warnings();
        took(start);
    }

    /** What the command warned of. */
    List<String> warnings() {
        return warnings;
    }

    /** Writes the results and the record of the run to a hidden folder. */
    void write() throws IOException {
        long start = System.nanoTime();
        results.write(staging.folder());
        took(start);
        record.results(results.values()).warnings(warnings).write(staging.folder(), taken);
    }

    /** Moves them to where they belong, and lists them. */
    List<Path> publish() throws IOException {
        return staging.publish(RunRecord.FILE);
    }

    /** Removes what was not published. */
    @Override
    public void close() {
        staging.close();
    }

    private void took(long start) {
        taken = taken.plusNanos(System.nanoTime() - start);
    }
}

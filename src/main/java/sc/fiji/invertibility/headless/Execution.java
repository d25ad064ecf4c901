package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.event.EventService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Runs one command any number of times, each time with fresh values and into a folder of its own. */
final class Execution {

    private final Context context;
    private final CommandInfo info;
    private final Optional<PrintStream> terminal;
    private final FileDigests digests = new FileDigests();

    /** Runs {@code info}, and shows its progress on the terminal if it is interactive. */
    Execution(Context context, CommandInfo info, Optional<PrintStream> terminal) {
        this.context = context;
        this.info = info;
        this.terminal = terminal;
    }

    /** A fresh instance of the command, whose fields hold the defaults. */
    Module module() {
        return context.service(ModuleService.class).createModule(info);
    }

    /** The command with these values, all checked except for the images, which are opened when it runs. */
    Job prepare(Map<String, String> values) throws BadInputException {
        return Job.of(module(), values);
    }

    /** Whether a folder holds the results that the command would give. */
    boolean isDone(Job job, Path folder) throws IOException {
        return RunRecord.of(job, digests).isIn(folder);
    }

    /** Runs the command and writes all results and the record of the run to {@code folder}, or nothing at all. */
    List<Path> run(Job job, Path folder) throws BadInputException, IOException, MethodCallException {
        log().clear();
        RunRecord record = RunRecord.of(job, digests);
        job.openImages();
        try (StagingFolder staging = StagingFolder.open(folder)) {
            ResultFiles results = new ResultFiles(run(job));
            results.write(staging.folder());
            record.results(results.values()).warnings(log().warnings()).write(staging.folder());
            return staging.publish(RunRecord.FILE);
        }
    }

    private Module run(Job job) throws BadInputException, MethodCallException {
        if (terminal.isEmpty()) return job.run();
        ProgressLine progress = ProgressLine.on(context.service(EventService.class), terminal.get());
        try {
            return job.run();
        } finally {
            progress.close();
        }
    }

    /** What the command has logged since its last run began. */
    CollectedLog log() {
        return context.getService(CollectedLog.class);
    }
}

package sc.fiji.invertibility.headless;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import sc.fiji.invertibility.image.TimeLimit;

/** Runs one command any number of times, each time with fresh values and into a folder of its own. */
final class Execution implements AutoCloseable {

    private final Context context;
    private final CommandInfo info;
    private final Optional<PrintStream> terminal;
    private final FileDigests digests;

    /** Runs {@code info}, and shows its progress on the terminal if it is interactive. */
    Execution(Context context, CommandInfo info, Optional<PrintStream> terminal) {
        this(context, info, terminal, new FileDigests());
    }

    private Execution(Context context, CommandInfo info, Optional<PrintStream> terminal, FileDigests digests) {
        this.digests = digests;
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
        return prepare(values, Map.of());
    }

    /** The same, where the record of the run calls the files of some keys otherwise. */
    Job prepare(Map<String, String> values, Map<String, SourceName> names) throws BadInputException {
        return Job.of(module(), values, names);
    }

    /** Whether a folder holds the results that the command would give. */
    boolean isDone(Job job, Path folder) throws BadInputException, IOException {
        return WrittenRecord.isIn(folder, record(job));
    }

    /** The record of a run that begins now. */
    RunRecord record(Job job) throws BadInputException, IOException {
        requireReadable(job);
        return RunRecord.of(job, digests);
    }

    /**
     * Runs the command and writes all results and the record of the run to {@code folder}, or nothing.
     *
     * @throws BadInputException also if the command takes longer than it may, or would overwrite what it reads
     */
    List<Path> run(Job job, Path folder, TimeLimit patience)
            throws BadInputException, IOException, MethodCallException {
        try (StagedRun staged = begin(job, folder)) {
            patience.wait(() -> {
                staged.read();
                staged.compute();
                staged.write();
                return null;
            });
            return staged.publish();
        } catch (TimeLimit.LostException late) {
            throw new IOException(late.getMessage(), late);
        } catch (BadInputException | IOException | MethodCallException | RuntimeException failure) {
            throw failure;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /**
     * Prepares a run that is taken step by step.
     *
     * @throws BadInputException if it would overwrite what it reads, or the folder cannot be written to
     */
    StagedRun begin(Job job, Path folder) throws BadInputException, IOException {
        return begin(job, record(job), folder);
    }

    /** The same with a record that is there already. */
    StagedRun begin(Job job, RunRecord record, Path folder) throws BadInputException, IOException {
        requireOther(job, folder);
        return new StagedRun(this, job, record, StagingFolder.open(folder));
    }

    private static void requireReadable(Job job) throws BadInputException {
        for (Map.Entry<String, File> input : job.files().entrySet())
            if (input.getValue().exists() && !input.getValue().canRead())
                throw new BadInputException(
                        input.getKey() + ": this " + (input.getValue().isDirectory() ? "folder" : "file")
                                + " may not be read: " + input.getValue());
    }

    /** The results of some commands have names that a file may well have that they read. */
    void requireOther(Job job, Path folder) throws BadInputException, IOException {
        for (String name : ResultFiles.names(info)) {
            Path result = folder.resolve(name);
            if (!Files.exists(result)) continue;
            for (Map.Entry<String, File> input : job.files().entrySet())
                if (input.getValue().exists()
                        && Files.isSameFile(result, input.getValue().toPath()))
                    throw new BadInputException("out: " + result + " is the file that " + input.getKey()
                            + " names and would be overwritten; choose another folder");
        }
    }

    /** Runs the command on the calling thread, with its images open. */
    Module run(Job job) throws BadInputException, MethodCallException {
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

    /** Shows what the command announces while it runs, a line each, until it is closed. */
    ProgressNews news(PrintStream shown) {
        return ProgressNews.on(context.service(EventService.class), line -> {
            clearProgress();
            shown.println(line);
        });
    }

    /** Makes room on the terminal for a line of another kind. */
    void clearProgress() {
        terminal.ifPresent(ProgressLine::clear);
    }

    /** The same command with a log of its own, for runs at the same time; only such an execution may be closed. */
    Execution another() {
        Context own = PlainContext.create();
        CommandInfo same = own.service(CommandService.class).getCommand(info.getDelegateClassName());
        return new Execution(own, same, Optional.empty(), digests);
    }

    /** Ends what {@link #another} began. */
    @Override
    public void close() {
        context.close();
    }
}

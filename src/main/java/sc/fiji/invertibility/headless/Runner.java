package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleService;

/**
 * Runs one command of the plugin without Fiji: the program behind {@code scripts/run}. It opens the images,
 * checks every value, runs the command in a plain SciJava context and writes what it returns to a folder.
 */
public final class Runner {

    private final PrintStream out;
    private final PrintStream err;

    /**
     * A runner that writes to the given streams.
     *
     * @param out takes help, lists and the names of the files written
     * @param err takes errors and warnings, a line each
     */
    public Runner(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs and ends the program with the exit status of {@link #execute}.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        System.exit(new Runner(System.out, System.err).execute(words));
    }

    /**
     * Does what a command line says.
     *
     * @param words the command line: {@code COMMAND [key=value ...] [out=DIR]}, {@code --list} or
     *     {@code COMMAND --help}
     * @return the exit status: 0 done, 2 bad input (one line {@code error: ...}, nothing written), 1 another
     *     failure
     */
    public int execute(String... words) {
        boolean debug = Arrays.asList(words).contains(CommandLine.DEBUG);
        try {
            execute(CommandLine.parse(Arrays.asList(words)));
            return 0;
        } catch (BadInputException problem) {
            report(problem.getMessage(), problem, debug);
            return 2;
        } catch (OutOfMemoryError memory) {
            report("out of memory; JAVA_OPTS=-Xmx8g gives Java 8 GB, for example", memory, debug);
            return 1;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError failure) {
            report(failure.getMessage() == null ? failure.toString() : failure.getMessage(), failure, debug);
            return 1;
        }
    }

    private void execute(CommandLine line) throws BadInputException, IOException, ModuleException {
        try (Context context = PlainContext.create()) {
            Catalogue catalogue = Catalogue.of(context.service(CommandService.class));
            if (line.has(CommandLine.LIST)) out.println(Manual.list(catalogue));
            else if (line.command().isEmpty() && line.has(CommandLine.HELP)) out.println(Manual.usage());
            else if (line.command().isEmpty())
                throw new BadInputException("no command is given; --list lists them, --help tells more");
            else execute(context, catalogue.find(line.command()), line);
        }
    }

    private void execute(Context context, CommandInfo info, CommandLine line)
            throws BadInputException, IOException, ModuleException {
        Module module = context.service(ModuleService.class).createModule(info);
        if (line.has(CommandLine.HELP)) {
            out.println(Manual.of(module));
            return;
        }
        CollectedLog log = context.getService(CollectedLog.class);
        Silence silence = line.has(CommandLine.DEBUG) ? Silence.none() : Silence.begin();
        try {
            log.clear();
            List<Path> written = run(module, line, log);
            log.warnings().forEach(warning -> err.println("warning: " + oneLine(warning)));
            written.forEach(out::println);
        } finally {
            silence.end();
            if (line.has(CommandLine.DEBUG)) log.messages().forEach(err::print);
        }
    }

    private static List<Path> run(Module module, CommandLine line, CollectedLog log)
            throws BadInputException, IOException, ModuleException {
        Instant started = Instant.now();
        Job job = Job.prepare(module, line.values());
        Path folder = Path.of(line.out().orElse(Catalogue.folderName(module.getInfo())));
        try (Staging staging = Staging.open(folder)) {
            ResultFiles results = new ResultFiles(job.run());
            results.write(staging.folder());
            RunRecord.of(module.getInfo(), started)
                    .parameters(job.parameters())
                    .inputs(job.files())
                    .results(results.values())
                    .warnings(log.warnings())
                    .write(staging.folder());
            return staging.publish();
        }
    }

    private void report(String message, Throwable cause, boolean debug) {
        err.println("error: " + oneLine(message));
        if (debug) cause.printStackTrace(err);
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

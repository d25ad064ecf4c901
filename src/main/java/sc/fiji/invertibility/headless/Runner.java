package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * Runs one command of the plugin without Fiji: the program behind {@code scripts/run}. It opens the images, checks
 * every value, runs the command in a plain SciJava context and writes its results to a folder.
 */
public final class Runner {

    private final PrintStream out;
    private final PrintStream err;
    private final Optional<BatchRunner> cluster;

    /**
     * A runner that writes to the given streams.
     *
     * @param out receives help, lists and the names of the files written
     * @param err receives errors and warnings, one per line
     */
    public Runner(PrintStream out, PrintStream err) {
        this(out, err, Optional.empty());
    }

    /** A runner of batches alone, where there is a cluster for them. */
    Runner(PrintStream out, PrintStream err, Optional<BatchRunner> cluster) {
        this.out = out;
        this.err = err;
        this.cluster = cluster;
    }

    /**
     * Runs and ends the program with the exit status of {@link #execute}.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        InMemoryPreferences.Factory.install();
        System.exit(new Runner(System.out, System.err).execute(words));
    }

    /**
     * Executes a command line.
     *
     * @param words the command line: {@code COMMAND [key=value ...] [out=DIR]}, {@code --list} or {@code COMMAND
     *     --help}
     * @return the exit status: 0 done, 2 bad input (one line {@code error: ...}, nothing written), 1 another failure,
     *     3 some images of a batch failed
     */
    public int execute(String... words) {
        boolean debug = Arrays.asList(words).contains(CommandLine.DEBUG);
        try {
            return execute(CommandLine.parse(Arrays.asList(words)));
        } catch (BadInputException problem) {
            boolean stopped = Stopped.is(problem);
            report(stopped ? Stopped.SENTENCE : problem.getMessage(), problem, debug);
            return stopped ? 1 : 2;
        } catch (OutOfMemoryError memory) {
            report(OneLineMessage.of(memory), memory, debug);
            return 1;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError failure) {
            report(Stopped.is(failure) ? Stopped.SENTENCE : OneLineMessage.of(failure), failure, debug);
            return 1;
        }
    }

    private int execute(CommandLine line) throws BadInputException, IOException, MethodCallException {
        try (Context context = PlainContext.create()) {
            Catalogue catalogue = Catalogue.of(context.service(CommandService.class));
            if (line.has(CommandLine.LIST)) out.println(HelpText.list(catalogue));
            else if (line.command().isEmpty() && line.has(CommandLine.HELP)) out.println(HelpText.usage());
            else if (line.command().isEmpty())
                throw new BadInputException("no command is given; --list lists them, --help tells more");
            else return execute(new Execution(context, catalogue.find(line.command()), terminal()), line);
            return 0;
        }
    }

    private int execute(Execution execution, CommandLine line)
            throws BadInputException, IOException, MethodCallException {
        Module module = execution.module();
        if (line.has(CommandLine.HELP)) {
            out.println(HelpText.of(module));
            return 0;
        }
        OutputSuppression suppression =
                line.has(CommandLine.DEBUG) ? OutputSuppression.none() : OutputSuppression.begin();
        try {
            Optional<String> key = CommandParameters.image(module.getInfo())
                    .filter(image -> line.values().containsKey(image + "s"));
            return key.isPresent() ? runBatch(execution, key.get(), module, line) : runOnce(execution, module, line);
        } finally {
            suppression.end();
            if (line.has(CommandLine.DEBUG)) execution.log().messages().forEach(err::print);
        }
    }

    private int runOnce(Execution execution, Module module, CommandLine line)
            throws BadInputException, IOException, MethodCallException {
        if (line.threads().isPresent())
            throw new BadInputException("threads: one image is worked on; expected images=FOLDER beside it");
        if (cluster.isPresent())
            throw new BadInputException("spark: only batches run on a cluster; expected images=FOLDER");
        Path folder = folder(target(module, line));
        Job job = execution.prepare(values(module, line));
        TimeLimit patience = hasPatience(module) ? TimeLimit.NONE : patience(line, TimeLimit.NONE);
        StagingFolder.clear(folder);
        ProgressNews news = execution.news(err);
        List<Path> written;
        try {
            written = execution.run(job, folder, patience);
        } finally {
            news.close();
        }
        execution.log().warnings().forEach(warning -> err.println("warning: " + OneLineMessage.of(warning)));
        written.forEach(out::println);
        return 0;
    }

    private int runBatch(Execution execution, String key, Module module, CommandLine line)
            throws BadInputException, IOException {
        Map<String, String> values = values(module, line);
        if (values.containsKey(key))
            throw new BadInputException(key + ": " + key + "s names the images; expected only one of the two");
        values.putIfAbsent(Previews.KEY, Previews.MAIN.toString());
        BatchOrder order = new BatchOrder(key, values, patience(line, TimeLimit.DEFAULT), target(module, line));
        if (cluster.isPresent() && line.threads().isPresent())
            throw new BadInputException("threads: has no effect beside spark, which uses what the cluster has");
        if (cluster.isPresent()) return cluster.get().run(execution, order);
        return new Batch(execution, key, values, settings(line), out, err).run(folder(order.out()));
    }

    /** The command's values; of a command with a patience of its own, that one, too. */
    private static Map<String, String> values(Module module, CommandLine line) {
        Map<String, String> values = new LinkedHashMap<>(line.values());
        if (hasPatience(module)) line.patience().ifPresent(seconds -> values.put("patience", seconds));
        return values;
    }

    private static boolean hasPatience(Module module) {
        return CommandParameters.of(module.getInfo()).stream()
                .anyMatch(item -> item.getName().equals("patience"));
    }

    private static String target(Module module, CommandLine line) {
        return line.out().orElse(Catalogue.folderName(module.getInfo()));
    }

    private Optional<PrintStream> terminal() {
        return System.console() == null ? Optional.empty() : Optional.of(err);
    }

    private static TimeLimit patience(CommandLine line, TimeLimit otherwise) throws BadInputException {
        if (line.patience().isEmpty()) return otherwise;
        try {
            return TimeLimit.ofSeconds(Double.parseDouble(line.patience().get()));
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(
                    "patience: expected a number of seconds above 0, but got '"
                            + line.patience().get() + "'",
                    refused);
        }
    }

    private static BatchSettings settings(CommandLine line) throws BadInputException {
        String threads = line.threads().orElse("1");
        try {
            return new BatchSettings(patience(line, TimeLimit.DEFAULT), Integer.parseInt(threads), () -> {});
        } catch (NumberFormatException none) {
            throw new BadInputException("threads: expected a whole number, but got '" + threads + "'", none);
        } catch (IllegalArgumentException refused) {
            throw new BadInputException(refused.getMessage(), refused);
        }
    }

    private static Path folder(String name) throws BadInputException {
        // A variable of a script that is empty must not mean the current folder.
        if (name.isEmpty()) throw new BadInputException("out: no folder is given; expected out=FOLDER");
        try {
            return Path.of(name);
        } catch (InvalidPathException broken) {
            throw new BadInputException("out: not the name of a folder: " + name, broken);
        }
    }

    private void report(String message, Throwable cause, boolean debug) {
        err.println("error: " + OneLineMessage.of(message));
        if (debug) cause.printStackTrace(err);
    }
}

package sc.fiji.invertibility.headless;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.MethodCallException;
import org.scijava.module.ModuleItem;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * Runs the plugin's commands for a report, each into a folder of its own under {@code runs}. What was already measured
 * with the same values from the same files is reused; failures are recorded, and the report continues without them.
 */
final class ExperimentRunner {

    /**
     * A command's results: its folder, and its tables as rows. They are read once from where an interrupted report finds
     * them, too, so that both are the same to the last digit.
     */
    record Results(Path folder, Map<String, List<TableRow>> tables) {

        /** A column of a table, in order, without empty cells; empty if there is no such table. */
        double[] column(String name, String column) throws IOException {
            return table(name).stream()
                    .filter(row -> !row.text(column).isBlank())
                    .mapToDouble(row -> row.number(column))
                    .toArray();
        }

        /** The rows of a table; none if there is no such table. */
        List<TableRow> table(String name) throws IOException {
            Path file = folder.resolve(name + ".csv");
            if (!tables.containsKey(name))
                tables.put(
                        name,
                        Files.exists(file)
                                ? CsvRows.read(file).stream().map(TableRow::new).toList()
                                : List.of());
            return tables.get(name);
        }

        Path file(String name) {
            return folder.resolve(name);
        }
    }

    private final Context context;
    private final Catalogue catalogue;
    private final Path folder;
    private final ReportScale scale;
    private final PrintStream progress;
    private final Map<String, Results> results = new HashMap<>();
    private final Map<String, Long> milliseconds = new LinkedHashMap<>();
    private final Claims claims = new Claims();
    private int fresh;
    private final Map<String, String> failures = new LinkedHashMap<>();

    ExperimentRunner(Context context, Path folder, ReportScale scale, PrintStream progress) {
        this.context = context;
        this.catalogue = Catalogue.of(context.service(CommandService.class));
        this.folder = folder;
        this.scale = scale;
        this.progress = progress;
    }

    /** Runs a command with keys and values in turn; empty if it fails. */
    Optional<Results> run(String name, String command, Object... keysAndValues) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
        Path own = folder.resolve("runs").resolve(name);
        long start = System.nanoTime();
        progress.print(name + " ... ");
        progress.flush();
        try {
            Execution execution = new Execution(context, catalogue.find(command), Optional.empty());
            Job job = execution.prepare(values);
            boolean done = execution.isDone(job, own);
            if (!done) execution.run(job, own, TimeLimit.NONE);
            long took = (System.nanoTime() - start) / 1_000_000;
            milliseconds.put(name, done ? recorded(own) : took);
            if (!done) fresh++;
            progress.println(done ? "done before" : String.format(Locale.ROOT, "%.1f s", took / 1000.0));
            return Optional.of(results.computeIfAbsent(name, first -> new Results(own, new HashMap<>())));
        } catch (BadInputException | MethodCallException | RuntimeException | OutOfMemoryError problem) {
            Throwable cause =
                    problem instanceof MethodCallException && problem.getCause() != null ? problem.getCause() : problem;
            String message = OneLineMessage.of(cause);
            failures.put(name, message);
            progress.println("error: " + message);
            return Optional.empty();
        }
    }

    /** Measures something that is no command, and is not kept for a later run. */
    void timed(String name, Runnable measurement) {
        long start = System.nanoTime();
        progress.print(name + " ... ");
        progress.flush();
        measurement.run();
        long took = (System.nanoTime() - start) / 1_000_000;
        milliseconds.put(name, took);
        fresh++;
        progress.println(String.format(Locale.ROOT, "%.1f s", took / 1000.0));
    }

    /** The time that an earlier run took. */
    private static long recorded(Path folder) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(RunRecord.FILE)))
                .getAsJsonObject()
                .get("milliseconds")
                .getAsLong();
    }

    /** The filters that a command offers without a file. */
    List<String> families(String command) throws BadInputException {
        for (ModuleItem<?> item : CommandParameters.of(catalogue.find(command)))
            if (item.getName().equals("filters") && item.getChoices() != null)
                return item.getChoices().stream()
                        .map(Object::toString)
                        .filter(name -> !name.equals("Imported"))
                        .toList();
        return List.of();
    }

    /** What is said about the paper's claims. */
    Claims claims() {
        return claims;
    }

    ReportScale scale() {
        return scale;
    }

    Path folder() {
        return folder;
    }

    /** The time that each command took. */
    Map<String, Long> milliseconds() {
        return milliseconds;
    }

    /** How many measurements did not exist from an earlier run. */
    int fresh() {
        return fresh;
    }

    /** What could not be measured, and why. */
    Map<String, String> failures() {
        return failures;
    }
}

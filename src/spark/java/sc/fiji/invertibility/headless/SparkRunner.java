package sc.fiji.invertibility.headless;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a command over many images on Apache Spark: the program behind {@code scripts/run COMMAND images=... out=...
 * spark=MASTER}, also for {@code spark-submit}, which names the master itself.
 */
public final class SparkRunner {

    private static final String KEY = "spark=";

    private SparkRunner() {}

    /**
     * Runs and ends the program with the exit status of {@link Runner#execute}.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        InMemoryPreferences.Factory.install();
        System.exit(execute(System.out, System.err, words));
    }

    /** Executes a command line. */
    static int execute(PrintStream out, PrintStream err, String... words) {
        List<String> others = new ArrayList<>(), masters = new ArrayList<>();
        for (String word : words)
            if (word.startsWith(KEY)) masters.add(word.substring(KEY.length()));
            else others.add(word);
        BatchRunner cluster = (execution, order) -> {
            if (masters.size() > 1) throw new BadInputException("key 'spark' is given twice");
            String master = masters.isEmpty() ? "" : masters.get(0);
            return new SparkBatch(execution, order, SparkMaster.settings(master), out, err).run();
        };
        return new Runner(out, err, Optional.of(cluster)).execute(others.toArray(String[]::new));
    }
}

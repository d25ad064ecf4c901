package sc.fiji.invertibility.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.bench.roofline.VerbProbe;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;

/**
 * What a device does alone, for a machine that is at hand for minutes only: single operations, and each case without a
 * peer, from the first run on, compared with the Java engine.
 */
public final class GpuProbe {

    /** No case is run more often. */
    private static final int MOST = 40;

    private static final double MILLISECOND = 1e-6;

    private GpuProbe() {}

    /**
     * Measures.
     *
     * @param arguments the seconds that each case takes, and if wanted the name of a case, or {@code verbs} for the
     *     operations alone
     */
    public static void main(String... arguments) {
        double seconds = Double.parseDouble(arguments[0]);
        String only = arguments.length > 1 ? arguments[1] : null;
        for (DeviceStatus status : Engines.list()) System.out.println("device " + status);
        long start = System.nanoTime();
        Engine engine = Engines.open(Engines.AUTO, warning -> System.out.println("warning " + warning));
        line("opened %s in %.2f s%n", engine.device(), since(start) / 1e3);
        if (only == null || only.equals("verbs")) VerbProbe.run(engine, 4e7);
        try (Engine java = Engines.open(Engines.JAVA, warning -> {})) {
            for (BenchCase one : Cases.all(false))
                if (only == null || only.equals(one.name())) probe(one, engine, java, seconds);
        }
        System.exit(0);
    }

    private static void probe(BenchCase work, Engine engine, Engine java, double seconds) {
        try (Contender contender = work.on(engine)) {
            long start = System.nanoTime();
            Outcome outcome = contender.run();
            outcome.values();
            double first = since(start);
            List<Double> runs = runs(contender, seconds);
            double median = runs.get(runs.size() / 2);
            line(
                    "case %-20s first %9.2f ms median %9.2f ms (n=%d, min %.2f max %.2f) %9.1f GFLOP/s %s%n",
                    work.name(),
                    first,
                    median,
                    runs.size(),
                    runs.get(0),
                    runs.get(runs.size() - 1),
                    work.operations() / median * MILLISECOND,
                    compared(work, outcome, java));
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            // The others are worth knowing.
            line("case %s FAILED %s%n", work.name(), e);
        }
    }

    /** Ascending. */
    private static List<Double> runs(Contender contender, double seconds) {
        List<Double> runs = new ArrayList<>();
        long begin = System.nanoTime();
        while (runs.size() < MOST && (runs.size() < 2 || since(begin) < seconds * 1e3)) {
            long start = System.nanoTime();
            contender.run();
            runs.add(since(start));
        }
        Collections.sort(runs);
        return runs;
    }

    private static String compared(BenchCase work, Outcome outcome, Engine java) {
        // Whose draws take the Java engine minutes.
        if (work.name().startsWith("model-rip")) return "";
        try (Contender contender = work.on(java)) {
            long start = System.nanoTime();
            Outcome expected = contender.run();
            return String.format(
                    Locale.ROOT, "java %.1f ms, difference %.2e", since(start), outcome.relativeError(expected));
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) * MILLISECOND;
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}

package sc.fiji.invertibility.bench.roofline;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/** The time of each of an engine's operations, of which many are queued before the host waits. */
public final class VerbProbe {

    private static final int MOST = 2000, ROUNDS = 3;

    private VerbProbe() {}

    /**
     * Measures all operations, and prints a line for each.
     *
     * @param engine where
     * @param nanos how long a round of one operation takes, about
     */
    public static void run(Engine engine, double nanos) {
        for (EngineOperation operation : EngineOperations.all())
            try (Scope owner = new Scope()) {
                Consumer<Scope> work = operation.preparation().on(engine, owner);
                FeatureMap small = engine.upload(owner, RandomInputs.image(new Shape(1, 1, 1), 1));
                each(engine, work, small, 2);
                int times = (int) Math.max(1, Math.min(MOST, nanos / each(engine, work, small, 2)));
                double fastest = IntStream.range(0, ROUNDS)
                        .mapToDouble(round -> each(engine, work, small, times))
                        .min()
                        .orElseThrow();
                System.out.printf(
                        Locale.ROOT,
                        "verb %-42s %10.4f ms %10.1f GFLOP/s %8.1f GB/s%n",
                        operation.name(),
                        fastest * 1e-6,
                        operation.operations() / fastest,
                        operation.bytes() / fastest);
            } catch (RuntimeException e) {
                // The others are worth knowing.
                System.out.println("verb " + operation.name() + " FAILED " + e);
            }
    }

    /** Nanoseconds for one of several runs; the inner product of a small map waits for all of them. */
    private static double each(Engine engine, Consumer<Scope> work, FeatureMap small, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++)
            try (Scope local = new Scope()) {
                work.accept(local);
            }
        engine.dot(small, small);
        return (System.nanoTime() - start) / (double) times;
    }
}

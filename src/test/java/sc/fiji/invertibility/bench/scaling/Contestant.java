package sc.fiji.invertibility.bench.scaling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sc.fiji.invertibility.bench.Times;
import sc.fiji.invertibility.bench.Turn;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/** One size of a sweep, with an engine of its own, so that no size inherits another's memory, and what was measured. */
final class Contestant implements AutoCloseable {

    /** Runs of a turn begin within this time, in nanoseconds; the first of several is not counted. */
    private static final long TURN = 500_000_000L;

    /** A turn is long from here on, in milliseconds: shorter ones are taken between. */
    private static final double LONG = 2000;

    private final Sweep.Job job;
    private final double size;
    private final Engine engine;
    private final Times turns = new Times();
    private long bytes;

    private Contestant(Sweep.Job job, double size, Engine engine) {
        this.job = job;
        this.size = size;
        this.engine = engine;
    }

    /** {@return a size that was not measured yet and owns the engine} */
    static Contestant of(Sweep.Job job, double size, Engine engine) {
        return new Contestant(job, size, engine);
    }

    /** Java has yet to compile what the first size runs. */
    void warmUp() {
        job.of(engine, size).run();
    }

    /** Measures once more. What was drawn before, for this and other sizes, is collected first. */
    void turn() {
        Runnable work = job.of(engine, size);
        System.gc();
        PeakMemory peak = PeakMemory.of(engine);
        try (peak) {
            turns.add(median(work));
        }
        bytes = Math.max(bytes, peak.bytes());
    }

    private static Turn median(Runnable work) {
        long end = System.nanoTime() + TURN;
        Turn first = Turn.of(work);
        List<Turn> others = new ArrayList<>();
        while (System.nanoTime() < end) others.add(Turn.of(work));
        if (others.isEmpty()) return first;
        others.sort(Comparator.comparingLong(Turn::wall));
        return others.get(others.size() / 2);
    }

    boolean isLong() {
        return turns.rounds() > 0 && turns.median() > LONG;
    }

    double size() {
        return size;
    }

    Device device() {
        return engine.device();
    }

    Times turns() {
        return turns;
    }

    /** {@return the most device memory that was held} */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        engine.close();
    }
}

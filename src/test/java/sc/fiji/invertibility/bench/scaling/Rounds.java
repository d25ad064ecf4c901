package sc.fiji.invertibility.bench.scaling;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Scope;

/**
 * Measures the sizes of a sweep in rounds, each of which takes all sizes one after the other, so that a machine whose
 * speed drifts within minutes meets all alike. What is short is measured again after each size that takes long.
 */
final class Rounds {

    private static final int FEWEST = 3, MOST = 7;

    /** No further round than the fewest begins after this time, in nanoseconds. */
    private static final long PATIENCE = 10_000_000_000L;

    private final Progress progress;

    private Rounds(Progress progress) {
        this.progress = progress;
    }

    /** Hears of each turn as soon as it was measured. */
    @FunctionalInterface
    interface Progress {
        void measured(int round, Contestant size);
    }

    /** Opens an engine. */
    @FunctionalInterface
    interface Opening {
        Engine engine();
    }

    /**
     * Measures all sizes of a sweep.
     *
     * @param progress is notified of each turn
     */
    static Growth measure(Sweep sweep, Opening opening, Progress progress) {
        try (Scope engines = new Scope()) {
            List<Contestant> sizes = new ArrayList<>();
            for (double size : sweep.sizes())
                sizes.add(engines.own(Contestant.of(sweep.job(), size, opening.engine())));
            sizes.get(0).warmUp();
            Rounds rounds = new Rounds(progress);
            long end = System.nanoTime() + PATIENCE;
            for (int round = 1; round <= FEWEST || round <= MOST && System.nanoTime() < end; round++)
                rounds.round(round, sizes);
            return growth(sweep, sizes);
        }
    }

    private void round(int round, List<Contestant> sizes) {
        for (int i = 0; i < sizes.size(); i++) {
            turn(round, sizes.get(i));
            if (sizes.get(i).isLong() && i + 1 < sizes.size())
                sizes.subList(0, i).stream().filter(size -> !size.isLong()).forEach(size -> turn(round, size));
        }
    }

    private void turn(int round, Contestant size) {
        size.turn();
        progress.measured(round, size);
    }

    private static Growth growth(Sweep sweep, List<Contestant> sizes) {
        Device device = sizes.get(0).device();
        return new Growth(
                sweep.name(),
                sweep.axis(),
                device.name(),
                device.type(),
                sizes.stream().mapToDouble(Contestant::size).toArray(),
                sizes.stream().mapToDouble(size -> size.turns().median()).toArray(),
                sizes.stream().mapToDouble(size -> size.turns().cpuMedian()).toArray(),
                sizes.stream().mapToDouble(size -> size.turns().spread()).toArray(),
                sizes.stream().mapToInt(size -> size.turns().rounds()).toArray(),
                sizes.stream().mapToDouble(Contestant::bytes).toArray());
    }
}

package sc.fiji.invertibility.bench.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/**
 * Time and memory of a sweep on one device.
 *
 * @param sweep the name of what grew
 * @param axis what the sizes count
 * @param device the name of where
 * @param type of the device
 * @param sizes the sizes, ascending
 * @param milliseconds the time of each size
 * @param bytes the most device memory that was held at each size
 */
record Growth(
        String sweep, String axis, String device, String type, double[] sizes, double[] milliseconds, double[] bytes) {

    /** Rounds begin within this time, in nanoseconds; the first of several is not counted. */
    private static final long PATIENCE = 1_500_000_000L;

    /** Hears of each size as soon as it was measured. */
    @FunctionalInterface
    interface Progress {
        void measured(double size, double milliseconds, double bytes);
    }

    /** Opens an engine of its own for each size, so that no size inherits memory. */
    @FunctionalInterface
    interface Opening {
        Engine engine();
    }

    /**
     * Measures.
     *
     * @param progress hears of each size
     */
    static Growth measure(Sweep sweep, Opening opening, Progress progress) {
        double[] sizes = sweep.sizes().stream().mapToDouble(size -> size).toArray();
        double[] milliseconds = new double[sizes.length], bytes = new double[sizes.length];
        Device device = null;
        for (int i = 0; i < sizes.length; i++)
            try (Engine engine = opening.engine()) {
                device = engine.device();
                Runnable work = sweep.job().of(engine, sizes[i]);
                // Java has yet to compile what the first size runs.
                if (i == 0) work.run();
                PeakMemory peak = PeakMemory.of(engine);
                try (peak) {
                    milliseconds[i] = median(work);
                }
                bytes[i] = peak.bytes();
                progress.measured(sizes[i], milliseconds[i], bytes[i]);
            }
        return new Growth(sweep.name(), sweep.axis(), device.name(), device.type(), sizes, milliseconds, bytes);
    }

    private static double median(Runnable work) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE;
        do {
            long start = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - start) * 1e-6);
        } while (System.nanoTime() < end);
        if (times.size() > 1) times.remove(0);
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    /** {@return milliseconds by size} */
    double each(int i) {
        return milliseconds[i] / sizes[i];
    }

    /** {@return the longest time by size over the shortest: 1 where time is in proportion to size} */
    double unevenness() {
        double[] each = IntStream.range(0, sizes.length).mapToDouble(this::each).toArray();
        return Arrays.stream(each).max().orElseThrow()
                / Arrays.stream(each).min().orElseThrow();
    }

    PowerLaw timeLaw() {
        return PowerLaw.fit(sizes, milliseconds);
    }

    PowerLaw memoryLaw() {
        return PowerLaw.fit(sizes, bytes);
    }

    boolean sameAs(Growth other) {
        return sweep.equals(other.sweep) && device.equals(other.device);
    }
}

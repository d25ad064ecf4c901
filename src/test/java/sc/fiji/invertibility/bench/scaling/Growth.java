package sc.fiji.invertibility.bench.scaling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/**
 * Time and memory of a sweep on one device.
 *
 * @param sweep what grew
 * @param device where
 * @param milliseconds the time of each size
 * @param bytes the most device memory that was held at each size
 */
record Growth(Sweep sweep, Device device, double[] milliseconds, double[] bytes) {

    /** Rounds begin within this time, in nanoseconds; the first of several is not counted. */
    private static final long PATIENCE = 1_500_000_000L;

    /** Opens an engine of its own for each size, so that no size inherits memory. */
    @FunctionalInterface
    interface Opening {
        Engine engine();
    }

    static Growth measure(Sweep sweep, Opening opening) {
        double[] milliseconds = new double[sweep.sizes().size()], bytes = new double[milliseconds.length];
        Device device = null;
        for (int i = 0; i < milliseconds.length; i++) {
            try (Engine engine = opening.engine()) {
                device = engine.device();
                Runnable work = sweep.job().of(engine, sweep.sizes().get(i));
                // Java has yet to compile what the first size runs.
                if (i == 0) work.run();
                PeakMemory peak = PeakMemory.of(engine);
                try (peak) {
                    milliseconds[i] = median(work);
                }
                bytes[i] = peak.bytes();
            }
        }
        return new Growth(sweep, device, milliseconds, bytes);
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

    double[] sizes() {
        return sweep.sizes().stream().mapToDouble(size -> size).toArray();
    }

    /** {@return milliseconds by size} */
    double each(int i) {
        return milliseconds[i] / sweep.sizes().get(i);
    }

    PowerLaw timeLaw() {
        return PowerLaw.fit(sizes(), milliseconds);
    }

    PowerLaw memoryLaw() {
        return PowerLaw.fit(sizes(), bytes);
    }

    List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < milliseconds.length; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sweep", sweep.name());
            row.put("axis", sweep.axis());
            row.put("size", sweep.sizes().get(i));
            row.put("device", device.name());
            row.put("ms", milliseconds[i]);
            row.put("ms_each", each(i));
            row.put("peak_bytes", bytes[i]);
            row.put("time_slope", timeLaw().slope());
            row.put("memory_slope", memoryLaw().slope());
            rows.add(row);
        }
        return rows;
    }
}

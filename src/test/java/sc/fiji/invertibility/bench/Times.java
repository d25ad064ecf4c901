package sc.fiji.invertibility.bench;

import java.util.ArrayList;
import java.util.List;

/** The times of one contender's rounds: on the clock, and of all cores together. */
public final class Times {

    private static final double NANOS = 1e-6;

    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    void add(long wallNanos, long cpuNanos) {
        wall.add(wallNanos * NANOS);
        cpu.add(cpuNanos * NANOS);
    }

    /**
     * Adds a round of which only the clock was read.
     *
     * @param wallMillis its time
     */
    public void add(double wallMillis) {
        wall.add(wallMillis);
    }

    /** {@return how many were counted} */
    public int rounds() {
        return wall.size();
    }

    /** {@return the median, in ms} */
    public double median() {
        return quantile(wall, 0.5);
    }

    double fastest() {
        return quantile(wall, 0);
    }

    /** {@return half the distance of the quartiles as a part of the median} */
    public double spread() {
        return (quantile(wall, 0.75) - quantile(wall, 0.25)) / 2 / median();
    }

    /**
     * Adds a round.
     *
     * @param turn its times
     */
    public void add(Turn turn) {
        add(turn.wall(), turn.cpu());
    }

    /** {@return the median of the time that all threads of the process spent, in ms} */
    public double cpuMedian() {
        return quantile(cpu, 0.5);
    }

    private static double quantile(List<Double> values, double part) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        double at = part * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}

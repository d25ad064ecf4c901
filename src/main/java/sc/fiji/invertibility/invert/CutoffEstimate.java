package sc.fiji.invertibility.invert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.RadixSelection;

/**
 * Estimates a bracket for the k-th largest magnitude of an image, from the units in windows of it. Estimates are
 * corrected by comparing earlier ones with what turned out to be true: that the windows happen to lie where units are
 * larger than elsewhere hardly changes from one step to the next.
 */
record CutoffEstimate(SampledStep step, long units) {

    /** The number of standard errors by which the number of larger units may be off. */
    private static final double ERRORS = 3;

    /**
     * The fraction of an estimate's standard error that remains at least when it is corrected. After a short step,
     * hardly a unit changes in the windows, which tells little about how many do elsewhere.
     */
    private static final double UNCORRECTED = 1. / 4;

    /** Evaluates a sample. */
    @FunctionalInterface
    interface Source {

        /**
         * Estimates the cutoff of a step.
         *
         * @param step the result of the step in some windows
         * @param part the fraction of all units that is kept, 0 … 1
         * @param last the fraction of each window's units that was kept in the last step, or null
         * @return the estimate; empty if there are no windows
         */
        Optional<Result> of(SampledStep step, double part, double[] last);
    }

    /**
     * An estimate.
     *
     * @param bracket where the cutoff lies
     * @param part the fraction of all units that is expected to lie within the bracket, 0 … 1
     */
    record Result(Bracket bracket, double part) {}

    /** Estimates as {@link Source} specifies. */
    static Optional<Result> of(SampledStep step, double part, double[] last) {
        long units = step.units().stream().mapToLong(window -> window.length).sum();
        return units == 0 ? Optional.empty() : Optional.of(new CutoffEstimate(step, units).result(part, last));
    }

    private Result result(double part, double[] last) {
        double error = standardError(step.shares(magnitude(part)));
        if (last == null) return result(part, error);
        double corrected = Arrays.stream(last).average().orElseThrow();
        double[] changes = step.shares(magnitude(corrected));
        for (int i = 0; i < changes.length; i++) changes[i] -= last[i];
        double correctedError = Math.max(standardError(changes), UNCORRECTED * error);
        return correctedError < error ? result(corrected, correctedError) : result(part, error);
    }

    private Result result(double part, double standardError) {
        double error = ERRORS * standardError + 1. / units;
        long fewer = (long) Math.floor((part - error) * units), more = (long) Math.ceil((part + error) * units);
        float highest = fewer < 1 ? Float.POSITIVE_INFINITY : magnitude(fewer);
        float lowest = more >= units ? 0 : magnitude(more);
        return new Result(new Bracket(lowest, highest), (double) (Math.min(more, units) - Math.max(0, fewer)) / units);
    }

    /**
     * The standard error of the mean of a value that each window has. Windows follow one another row by row, and
     * neighbours are taken to differ as two windows within one cell would: large differences between distant parts of
     * the image do not make the estimate worse.
     */
    private static double standardError(double[] values) {
        double squares = 0;
        int n = values.length;
        for (int i = 1; i < n; i++) squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]) / 2;
        return Math.sqrt(squares / Math.max(1, n - 1) / n);
    }

    private float magnitude(double part) {
        return magnitude(Math.max(1, Math.min(units, Math.round(part * units))));
    }

    /** The k-th largest magnitude of the sample. */
    private float magnitude(long k) {
        List<float[]> windows = step.units();
        // One more unit than there are, so that the search does not end with the largest k.
        RadixSelection largest = RadixSelection.of(k, units + 1);
        while (!largest.found() && largest.digit().key() == RadixSelection.Digit.Key.MAGNITUDE) {
            RadixSelection.Digit digit = largest.digit();
            largest.accept(windows.parallelStream()
                    .collect(
                            largest::emptyHistogram,
                            (counts, window) -> count(digit, window, counts),
                            CutoffEstimate::add));
        }
        return largest.found()
                ? largest.cutoff().magnitude()
                : Float.intBitsToFloat(largest.digit().magnitudeBits());
    }

    private static void count(RadixSelection.Digit digit, float[] window, long[] counts) {
        for (float value : window) {
            int bin = digit.of(value, 0);
            if (bin >= 0) counts[bin]++;
        }
    }

    private static void add(long[] counts, long[] others) {
        for (int i = 0; i < counts.length; i++) counts[i] += others[i];
    }
}

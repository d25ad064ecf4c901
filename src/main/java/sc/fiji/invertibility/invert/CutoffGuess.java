package sc.fiji.invertibility.invert;

import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.LargestUnits;

/** A bracket for the k-th largest magnitude of an image, from units of windows of it. */
final class CutoffGuess {

    /** Standard errors by which the number of larger units may be off. */
    private static final double ERRORS = 3;

    private final List<float[]> windows;
    private final long units;

    private CutoffGuess(List<float[]> windows) {
        this.windows = windows;
        this.units = windows.stream().mapToLong(window -> window.length).sum();
    }

    /**
     * Guesses.
     *
     * @param windows the values of each
     * @param part the part of all units that is kept, 0 … 1
     * @return the bracket, and how many of all units it may hold; none if there are no windows
     */
    static Optional<CutoffGuess.Result> of(List<float[]> windows, double part) {
        return windows.isEmpty() ? Optional.empty() : Optional.of(new CutoffGuess(windows).result(part));
    }

    /** What to make of a sample. */
    @FunctionalInterface
    interface Source {

        /** Guesses from units of windows. */
        Source SAMPLE = (windows, part) -> CutoffGuess.of(windows.units(), part);

        /**
         * Guesses the cutoff of a step.
         *
         * @param windows what the step makes of some windows
         * @param part the part of all units that is kept, 0 … 1
         */
        Optional<Result> of(SampledStep windows, double part);
    }

    /**
     * What is guessed.
     *
     * @param bracket where the cutoff lies
     * @param part the part of all units that is expected to lie there, too, 0 … 1
     */
    record Result(Bracket bracket, double part) {}

    private Result result(double part) {
        double error = ERRORS * standardError(magnitude(Math.max(1, Math.round(part * units)))) + 1. / units;
        long fewer = (long) Math.floor((part - error) * units), more = (long) Math.ceil((part + error) * units);
        float highest = fewer < 1 ? Float.POSITIVE_INFINITY : magnitude(fewer);
        float lowest = more >= units ? 0 : magnitude(more);
        return new Result(new Bracket(lowest, highest), (double) within(lowest, highest) / units);
    }

    /** Of the part of units that are at least as large. Windows follow one another row by row. */
    private double standardError(float magnitude) {
        double[] parts = windows.parallelStream()
                .mapToDouble(window -> (double) atLeast(magnitude, window) / window.length)
                .toArray();
        double squares = 0;
        // Neighbours differ as two windows within a cell would: that one part of the image has larger units than
        // another does not make the guess worse.
        for (int i = 1; i < parts.length; i++) squares += (parts[i] - parts[i - 1]) * (parts[i] - parts[i - 1]) / 2;
        int n = windows.size();
        return Math.sqrt(squares / Math.max(1, n - 1) / n);
    }

    private static int atLeast(float magnitude, float[] window) {
        int count = 0;
        for (float value : window) if (Math.abs(value) >= magnitude) count++;
        return count;
    }

    private long within(float lowest, float highest) {
        return windows.parallelStream()
                .mapToLong(window -> atLeast(Math.max(lowest, Float.MIN_VALUE), window)
                        - atLeast(Math.nextUp(highest), window))
                .sum();
    }

    /** The k-th largest magnitude of the sample. */
    private float magnitude(long k) {
        // One more unit than there are, so that the search does not end with the largest k.
        LargestUnits largest = LargestUnits.of(k, units + 1);
        while (!largest.found() && largest.digit().key() == LargestUnits.Digit.Key.MAGNITUDE) {
            LargestUnits.Digit digit = largest.digit();
            largest.accept(windows.parallelStream()
                    .collect(largest::emptyHistogram, (counts, window) -> count(digit, window, counts), CutoffGuess::add));
        }
        return largest.found()
                ? largest.cutoff().magnitude()
                : Float.intBitsToFloat(largest.digit().magnitudeBits());
    }

    private static void count(LargestUnits.Digit digit, float[] window, long[] counts) {
        for (float value : window) {
            int bin = digit.of(value, 0);
            if (bin >= 0) counts[bin]++;
        }
    }

    private static void add(long[] counts, long[] others) {
        for (int i = 0; i < counts.length; i++) counts[i] += others[i];
    }
}

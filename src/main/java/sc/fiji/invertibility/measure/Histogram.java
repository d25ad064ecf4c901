package sc.fiji.invertibility.measure;

import java.util.Arrays;

/**
 * Counts numbers in bins of equal width. Numbers outside the range are counted in the outermost bins.
 *
 * @param from the lower end of the first bin
 * @param to the upper end of the last bin
 * @param counts one count per bin; copied
 */
public record Histogram(double from, double to, long[] counts) {

    /**
     * Creates a histogram.
     *
     * @param from the lower end of the first bin
     * @param to the upper end of the last bin
     * @param counts one count per bin; copied
     */
    public Histogram {
        if (!(from < to) || counts.length == 0)
            throw new IllegalArgumentException(
                    "a histogram needs bins in a range, not " + counts.length + " from " + from + " to " + to);
        counts = counts.clone();
    }

    /**
     * Counts numbers in bins between their smallest and largest.
     *
     * @param values at least one finite number
     * @param bins the number of bins, ≥ 1
     * @return the histogram
     */
    public static Histogram of(double[] values, int bins) {
        double from = Arrays.stream(values).min().orElseThrow(() -> new IllegalArgumentException("nothing to count"));
        double to = Arrays.stream(values).max().orElseThrow();
        if (from == to) to = from + Math.max(Math.ulp(from), 1e-12);
        long[] counts = new long[bins];
        for (double value : values) counts[bin(value, from, to, bins)]++;
        return new Histogram(from, to, counts);
    }

    /**
     * Counts whole numbers in bins around them, each for the same number of them: for one, if there are few enough.
     *
     * @param values at least one whole number
     * @param bins at most so many bins, ≥ 1
     * @return the histogram
     */
    public static Histogram ofWholeNumbers(double[] values, int bins) {
        double least = Arrays.stream(values).min().orElseThrow(() -> new IllegalArgumentException("nothing to count"));
        double all = Arrays.stream(values).max().orElseThrow() - least + 1, each = Math.ceil(all / bins);
        long[] counts = new long[(int) Math.ceil(all / each)];
        for (double value : values) counts[(int) ((value - least) / each)]++;
        return new Histogram(least - 0.5, least - 0.5 + counts.length * each, counts);
    }

    static int bin(double value, double from, double to, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) Math.floor((value - from) / (to - from) * bins)));
    }

    /** {@return a copy of the counts} */
    @Override
    public long[] counts() {
        return counts.clone();
    }

    /** {@return the number of values that were counted} */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * Returns the middle of a bin.
     *
     * @param bin its index, from 0
     * @return the value in its middle
     */
    public double centre(int bin) {
        return from + (bin + 0.5) * (to - from) / counts.length;
    }
}

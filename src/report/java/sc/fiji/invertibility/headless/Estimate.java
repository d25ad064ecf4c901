package sc.fiji.invertibility.headless;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import sc.fiji.invertibility.measure.ClusteredMean;
import sc.fiji.invertibility.measure.Moments;

/**
 * A mean with its standard error, and what may be said about it.
 *
 * @param mean the mean
 * @param error its standard error
 * @param count of how many measurements
 * @param clusters of how many independent ones: photos or banks
 */
record Estimate(double mean, double error, int count, int clusters) {

    /** As many standard errors may lie between numbers that agree. */
    static final double AGREE = 3;

    /** Of independent measurements, such as one a photo. */
    static Estimate of(List<Double> values) {
        Moments moments =
                Moments.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        return new Estimate(moments.mean(), moments.standardError(), values.size(), values.size());
    }

    /** Of measurements that come in clusters. */
    static Estimate of(double[] values, int[] clusters) {
        ClusteredMean mean = ClusteredMean.of(values, clusters);
        return new Estimate(mean.mean(), mean.standardError(), mean.count(), mean.clusters());
    }

    /** Of the differences of two lists that have the same photos. */
    static Estimate paired(List<Double> first, List<Double> second) {
        return of(IntStream.range(0, first.size())
                .mapToObj(i -> first.get(i) - second.get(i))
                .toList());
    }

    /** The distance from a number in standard errors; infinite if there is no error. */
    double away(double from) {
        double distance = Math.abs(mean - from);
        return distance == 0 ? 0 : distance / error;
    }

    /** Whether a number is printed with so many decimals that it may be this one. */
    boolean agrees(double printed, int decimals) {
        return Math.abs(mean - printed) <= AGREE * error + rounding(decimals);
    }

    /** Agreement with a printed number, in words. */
    String verdict(double printed, int decimals) {
        double beyond = Math.max(0, Math.abs(mean - printed) - rounding(decimals));
        if (error == 0)
            return beyond == 0 ? "agrees" : "differs by " + number(beyond, decimals + 1) + "; one measurement";
        String distance = String.format(Locale.ROOT, "%.1f s.e.", beyond / error);
        return beyond <= AGREE * error
                ? "agrees" + (beyond == 0 ? "" : ", within " + distance)
                : "differs by " + number(mean - printed, decimals) + ", " + distance;
    }

    private static double rounding(int decimals) {
        return 0.5 * Math.pow(10, -decimals);
    }

    /** Mean ± standard error. */
    String text(int decimals) {
        return count < 2 ? number(mean, decimals) : number(mean, decimals) + " ± " + number(error, decimals);
    }

    /** Mean ± standard error with a sign, for differences. */
    String signed(int decimals) {
        return (mean < 0 ? "−" : "+") + number(Math.abs(mean), decimals) + " ± " + number(error, decimals);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }
}

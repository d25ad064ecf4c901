package sc.fiji.invertibility.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * The mean of measurements that come in clusters, such as draws of the same filter bank or windows of the same photo,
 * and its standard error, which measurements of one cluster must not pretend to lower as independent ones do.
 *
 * @param mean of all measurements
 * @param standardError √(C/(C − 1)·Σ (sum of a cluster's deviations)²)/n, with C clusters; of one cluster alone, that
 *     of its measurements, and 0 of a single one
 * @param count n, the number of measurements
 * @param clusters C
 */
public record ClusteredMean(double mean, double standardError, int count, int clusters) {

    /**
     * Summarises measurements.
     *
     * @param values the measurements, at least one
     * @param cluster the cluster of each
     * @return their mean
     */
    public static ClusteredMean of(double[] values, int[] cluster) {
        if (values.length == 0 || values.length != cluster.length)
            throw new IllegalArgumentException("a clustered mean needs a cluster for each of at least one value, not "
                    + cluster.length + " for " + values.length);
        Moments all = Moments.of(values);
        Map<Integer, Double> deviations = new HashMap<>();
        for (int i = 0; i < values.length; i++) deviations.merge(cluster[i], values[i] - all.mean(), Double::sum);
        int clusters = deviations.size();
        if (clusters == 1) return new ClusteredMean(all.mean(), all.standardError(), values.length, 1);
        double squares = deviations.values().stream().mapToDouble(d -> d * d).sum();
        double error = Math.sqrt(squares * clusters / (clusters - 1)) / values.length;
        return new ClusteredMean(all.mean(), error, values.length, clusters);
    }
}

package sc.fiji.invertibility.filters;

import java.util.List;

/** Makes banks of filters that are known as planes. */
final class PlaneBanks {

    private PlaneBanks() {}

    /** Every plane for every channel, where the others are zero; channel by channel. */
    static FilterBank perChannel(List<double[]> planes, int channels, int size) {
        int pixels = size * size, filters = Math.multiplyExact(planes.size(), channels);
        float[] weights = new float[Math.multiplyExact(Math.multiplyExact(filters, channels), pixels)];
        for (int k = 0; k < filters; k++) {
            int channel = k / planes.size();
            double[] plane = planes.get(k % planes.size());
            for (int i = 0; i < pixels; i++) weights[(k * channels + channel) * pixels + i] = (float) plane[i];
        }
        return FilterBank.of(weights, filters, channels, size, size);
    }

    /** The orthonormal cosines of a length: row u, sample i. */
    static double[][] cosines(int length) {
        double[][] basis = new double[length][length];
        for (int u = 0; u < length; u++)
            for (int i = 0; i < length; i++)
                basis[u][i] = Math.sqrt((u == 0 ? 1.0 : 2.0) / length) * Math.cos(Math.PI * (i + 0.5) * u / length);
        return basis;
    }
}

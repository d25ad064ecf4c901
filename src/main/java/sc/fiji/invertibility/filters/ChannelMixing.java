package sc.fiji.invertibility.filters;

import java.util.List;

/**
 * Makes banks of filters that are known as planes, by an orthonormal mix of the channels: the cosines of length
 * M (DCT-II). The first pattern is the mean of the channels, the others are their contrasts. As the mix is
 * orthonormal, what the planes are on one channel (an orthonormal basis, a tight frame) the bank is on M.
 */
final class ChannelMixing {

    private ChannelMixing() {}

    /** Every plane (row-major ℓ×ℓ) with every pattern: filter k has plane ⌊k/M⌋ and pattern k mod M. */
    static FilterBank acrossChannels(List<double[]> planes, int size, int channels) {
        double[][] patterns = cosines(channels);
        int filters = Math.multiplyExact(planes.size(), channels);
        float[] weights = new float[Math.multiplyExact(Math.multiplyExact(filters, channels), size * size)];
        int at = 0;
        for (double[] plane : planes)
            for (double[] pattern : patterns)
                for (double share : pattern) for (double value : plane) weights[at++] = (float) (share * value);
        return FilterBank.of(weights, filters, channels, size, size);
    }

    /** The orthonormal cosines of a length: row u, sample i. */
    private static double[][] cosines(int length) {
        double[][] basis = new double[length][length];
        for (int u = 0; u < length; u++)
            for (int i = 0; i < length; i++)
                basis[u][i] = Math.sqrt((u == 0 ? 1.0 : 2.0) / length) * Math.cos(Math.PI * (i + 0.5) * u / length);
        return basis;
    }
}

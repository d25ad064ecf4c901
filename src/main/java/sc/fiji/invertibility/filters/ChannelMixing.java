package sc.fiji.invertibility.filters;

import java.util.List;

/**
 * Extends filters that are known as single planes to several channels by an orthonormal mix: the cosines of length M
 * (DCT-II). The first pattern is the mean of the channels, the others are their contrasts. Because the mix is
 * orthonormal, the bank on M channels keeps what the planes are on one channel: an orthonormal basis, or a tight frame.
 */
final class ChannelMixing {

    private ChannelMixing() {}

    /** Combines every plane (row-major ℓ×ℓ) with every pattern: filter k has plane ⌊k/M⌋ and pattern k mod M. */
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
    static double[][] cosines(int length) {
        double[][] basis = new double[length][length];
        for (int u = 0; u < length; u++)
            for (int i = 0; i < length; i++)
                basis[u][i] = Math.sqrt((u == 0 ? 1.0 : 2.0) / length) * Math.cos(Math.PI * (i + 0.5) * u / length);
        return basis;
    }

    /** The plane down(y)·across(x). */
    static double[] product(double[] down, double[] across) {
        double[] plane = new double[down.length * across.length];
        for (int i = 0; i < plane.length; i++) plane[i] = down[i / across.length] * across[i % across.length];
        return plane;
    }

    /** Scales a plane to unit norm, in place. */
    static double[] unit(double[] plane) {
        double squares = 0;
        for (double value : plane) squares += value * value;
        for (int i = 0; i < plane.length; i++) plane[i] /= Math.sqrt(squares);
        return plane;
    }
}

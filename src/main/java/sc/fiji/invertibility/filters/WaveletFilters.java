package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.List;

/**
 * Separable orthonormal wavelets with levels as filters (end of section 3.2): of level j the horizontal,
 * vertical and diagonal detail, of the last level also the approximation, each of unit norm and seeing one
 * channel. They are applied without decimation.
 */
public final class WaveletFilters {

    /** An orthonormal family, by its scaling filter. */
    public enum Family {
        /** Two taps: sums and differences of neighbours. */
        HAAR(1 / Math.sqrt(2), 1 / Math.sqrt(2)),
        /** Daubechies' four taps, with two vanishing moments. */
        DAUBECHIES_4(
                (1 + Math.sqrt(3)) / (4 * Math.sqrt(2)),
                (3 + Math.sqrt(3)) / (4 * Math.sqrt(2)),
                (3 - Math.sqrt(3)) / (4 * Math.sqrt(2)),
                (1 - Math.sqrt(3)) / (4 * Math.sqrt(2)));

        private final double[] scaling;

        Family(double... scaling) {
            this.scaling = scaling;
        }

        private double[] wavelet() {
            double[] wavelet = new double[scaling.length];
            for (int i = 0; i < wavelet.length; i++)
                wavelet[i] = (i % 2 == 0 ? 1 : -1) * scaling[scaling.length - 1 - i];
            return wavelet;
        }

        /** The length of the filters of a level. */
        private int length(int level) {
            return (scaling.length - 1) * ((1 << level) - 1) + 1;
        }
    }

    private WaveletFilters() {}

    /**
     * Filters of unit norm.
     *
     * @param family the family
     * @param levels J ≥ 1
     * @param channels M ≥ 1
     * @return the bank of M(3J + 1) filters: channel by channel, details from the finest level to the
     *     coarsest, then the approximation
     */
    public static FilterBank unitNorm(Family family, int levels, int channels) {
        return bank(family, levels, channels, false);
    }

    /**
     * The same filters, those of level j scaled by 2⁻ʲ, which makes the undecimated transform a tight frame:
     * WᵀW is the identity, wherever all shifts are taken that touch the image (zero padding of ℓ − 1, which
     * the bank has).
     *
     * @param family the family
     * @param levels J ≥ 1
     * @param channels M ≥ 1
     * @return the bank of M(3J + 1) filters
     */
    public static FilterBank tightFrame(Family family, int levels, int channels) {
        FilterBank bank = bank(family, levels, channels, true);
        return bank.withPadding(Padding.of(bank.height() - 1));
    }

    /**
     * Haar filters of unit norm, with as many levels as fit into a size: the first of those of {@link #unitNorm},
     * level by level.
     *
     * @param filters K, at most M(3J + 1)
     * @param channels M ≥ 1
     * @param size ℓ ≥ 2 in pixels; the filters have the largest power of two that is not above it
     * @return the bank
     * @throws IllegalArgumentException if there are not so many
     */
    public static FilterBank haar(int filters, int channels, int size) {
        int levels = levels(Family.HAAR, size), perChannel = 3 * levels + 1;
        if (levels < 1 || channels < 1 || filters < 1 || filters > perChannel * channels)
            throw new IllegalArgumentException("Haar wavelets of at most " + size + "×" + size + " pixels and "
                    + channels + " channel(s) are " + (levels < 1 ? "none" : "1 to " + perChannel * channels)
                    + " filters, not " + filters);
        FilterBank all = unitNorm(Family.HAAR, levels, channels);
        float[] source = all.weights();
        int length = source.length / all.filters();
        float[] weights = new float[filters * length];
        for (int k = 0; k < filters; k++) {
            int from = k % channels * perChannel + k / channels;
            System.arraycopy(source, from * length, weights, k * length, length);
        }
        return FilterBank.of(weights, filters, channels, all.height(), all.width());
    }

    /**
     * Returns how many levels fit into filters of a size.
     *
     * @param family the family
     * @param size ℓ in pixels
     * @return J, 0 if not even one fits
     */
    public static int levels(Family family, int size) {
        int levels = 0;
        while (levels < 20 && family.length(levels + 1) <= size) levels++;
        return levels;
    }

    private static FilterBank bank(Family family, int levels, int channels, boolean tight) {
        if (levels < 1 || levels > 10 || channels < 1)
            throw new IllegalArgumentException(
                    "wavelets need 1 to 10 levels and a channel, not " + levels + " and " + channels);
        int size = family.length(levels);
        List<double[]> planes = new ArrayList<>();
        double[] low = {1};
        for (int level = 1; level <= levels; level++) {
            double[] high = convolved(low, spread(family.wavelet(), level));
            low = convolved(low, spread(family.scaling, level));
            double weight = tight ? Math.pow(2, -level) : 1;
            planes.add(product(low, high, weight, size));
            planes.add(product(high, low, weight, size));
            planes.add(product(high, high, weight, size));
            if (level == levels) planes.add(product(low, low, weight, size));
        }
        return PlaneBanks.perChannel(planes, channels, size);
    }

    /** Puts 2^(level−1) − 1 zeros between the taps. */
    private static double[] spread(double[] taps, int level) {
        int step = 1 << level - 1;
        double[] result = new double[(taps.length - 1) * step + 1];
        for (int i = 0; i < taps.length; i++) result[i * step] = taps[i];
        return result;
    }

    private static double[] convolved(double[] a, double[] b) {
        double[] result = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) for (int j = 0; j < b.length; j++) result[i + j] += a[i] * b[j];
        return result;
    }

    private static double[] product(double[] down, double[] across, double weight, int size) {
        double[] plane = new double[size * size];
        for (int y = 0; y < down.length; y++)
            for (int x = 0; x < across.length; x++) plane[y * size + x] = weight * down[y] * across[x];
        return plane;
    }
}

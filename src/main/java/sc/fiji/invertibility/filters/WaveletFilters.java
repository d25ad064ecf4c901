package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.List;

/**
 * Separable orthonormal wavelets whose levels are the filters, one of the banks that satisfy the model-RIP (end of
 * section 3.2). Level j has three details (across, down, diagonal) of unit norm; the last level J also has the
 * approximation. For M channels, each of these is combined with each of M orthonormal channel patterns, the cosines of
 * length M: first the mean of the channels, then their contrasts.
 *
 * <p>Source: S. Mallat, "A theory for multiresolution signal decomposition" (1989); I. Daubechies, "Orthonormal bases
 * of compactly supported wavelets" (1988).
 */
public final class WaveletFilters {

    /** The largest number of levels; Haar filters then have 64 pixels. */
    public static final int MOST_LEVELS = 6;

    /** An orthonormal family, defined by its scaling filter. */
    public enum Family {
        /** Two taps; filters of 2ʲ pixels. */
        HAAR(1 / Math.sqrt(2), 1 / Math.sqrt(2)),

        /** Daubechies' four taps with two vanishing moments; filters of 3·2ʲ − 2 pixels. */
        DAUBECHIES_4(
                (1 + Math.sqrt(3)) / Math.sqrt(32),
                (3 + Math.sqrt(3)) / Math.sqrt(32),
                (3 - Math.sqrt(3)) / Math.sqrt(32),
                (1 - Math.sqrt(3)) / Math.sqrt(32));

        private final double[] scaling;

        Family(double... scaling) {
            this.scaling = scaling;
        }

        /**
         * Returns the width and height of the filters of a bank.
         *
         * @param levels J ≥ 1
         * @return ℓ in pixels
         */
        public int size(int levels) {
            return (scaling.length - 1) * ((1 << levels) - 1) + 1;
        }

        /** The quadrature mirror of the scaling filter. */
        private double[] wavelet() {
            double[] mirror = new double[scaling.length];
            for (int i = 0; i < mirror.length; i++) mirror[i] = (i % 2 == 0 ? 1 : -1) * scaling[scaling.length - 1 - i];
            return mirror;
        }
    }

    private WaveletFilters() {}

    /**
     * The levels as filters, for use at stride 1 (undecimated). With J = 1 they are a tight frame, WᵀW = 4·I wherever
     * all shifts that touch a pixel are included; with more levels the frame bounds are 4 and 4ᴶ, because coarse
     * filters of unit norm overlap themselves more.
     *
     * @param family the family
     * @param levels J, 1 to 6
     * @param channels M ≥ 1
     * @return the bank of M(3J + 1) filters, with stride 1 and same padding
     */
    public static FilterBank levels(Family family, int levels, int channels) {
        return bank(family, levels, channels, false);
    }

    /**
     * The orthonormal transform: a filter of level j is repeated at all 4ᴶ⁻ʲ positions of its own grid within a step of
     * the coarsest one, so that at stride 2ᴶ the rows of W are an orthonormal basis away from the border; up to 2ᴶ − 1
     * rows and columns at the edge are dropped. At stride 1 the same bank is a tight frame with WᵀW = 4ᴶ·I.
     *
     * @param family the family
     * @param levels J, 1 to 6
     * @param channels M ≥ 1
     * @return the bank of 4ᴶM filters, with stride 2ᴶ and same padding
     */
    public static FilterBank orthonormal(Family family, int levels, int channels) {
        return bank(family, levels, channels, true).withStride(1 << levels);
    }

    private static FilterBank bank(Family family, int levels, int channels, boolean complete) {
        if (levels < 1 || levels > MOST_LEVELS || channels < 1)
            throw new IllegalArgumentException("wavelets need 1 to " + MOST_LEVELS
                    + " levels and at least one channel, not " + levels + " and " + channels);
        int size = family.size(levels);
        List<double[]> planes = new ArrayList<>();
        double[] low = {1};
        for (int level = 1; level <= levels; level++) {
            double[] high = convolved(low, dilated(family.wavelet(), level));
            low = convolved(low, dilated(family.scaling, level));
            int grid = 1 << level, end = complete ? 1 << levels : grid;
            for (int y = 0; y < end; y += grid)
                for (int x = 0; x < end; x += grid) {
                    planes.add(ChannelMixing.product(shifted(low, y, size), shifted(high, x, size)));
                    planes.add(ChannelMixing.product(shifted(high, y, size), shifted(low, x, size)));
                    planes.add(ChannelMixing.product(shifted(high, y, size), shifted(high, x, size)));
                }
        }
        planes.add(ChannelMixing.product(low, low));
        return ChannelMixing.acrossChannels(planes, size, channels);
    }

    /** Puts 2ʲ⁻¹ − 1 zeros between the taps. */
    private static double[] dilated(double[] taps, int level) {
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

    private static double[] shifted(double[] taps, int by, int size) {
        double[] result = new double[size];
        System.arraycopy(taps, 0, result, by, taps.length);
        return result;
    }
}

package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cosine filters, the blocks of which JPEG images are made: the products of the orthonormal cosines of length ℓ (the
 * discrete cosine transform, DCT-II) along x and along y. Photographs vary little between neighbouring pixels, and few
 * of the lowest frequencies then hold most of them. All but the first filter have zero mean. For M channels, each
 * product is combined with each of M orthonormal channel patterns, the cosines of length M.
 *
 * <p>Source: N. Ahmed, T. Natarajan, K. R. Rao, "Discrete cosine transform" (1974).
 */
public final class CosineFilters {

    private CosineFilters() {}

    /**
     * Returns all filters. At stride ℓ, the rows of W are an orthonormal basis; at stride 1, they are a tight frame
     * with WᵀW = ℓ²·I wherever all shifts that touch a pixel are included.
     *
     * @param channels M ≥ 1
     * @param size ℓ, 2 to 64 pixels
     * @return the bank of Mℓ² filters of unit norm, with stride 1 and same padding
     */
    public static FilterBank complete(int channels, int size) {
        return lowest(size * size, channels, size);
    }

    /**
     * Returns the filters of lowest frequency, √(u² + v²) half cycles in ℓ pixels.
     *
     * @param waves 1 to ℓ²
     * @param channels M ≥ 1
     * @param size ℓ, 2 to 64 pixels
     * @return the bank of M·waves filters of unit norm, the lowest frequency first, with stride 1 and same padding
     */
    public static FilterBank lowest(int waves, int channels, int size) {
        if (size < 2 || size > FourierFilters.LARGEST || channels < 1 || waves < 1 || waves > size * size)
            throw new IllegalArgumentException("cosine filters need 2 to 64 pixels, at least one channel and 1 to ℓ²"
                    + " waves, not " + size + ", " + channels + " and " + waves);
        List<int[]> frequencies = new ArrayList<>();
        for (int v = 0; v < size; v++) for (int u = 0; u < size; u++) frequencies.add(new int[] {u, v});
        frequencies.sort(Comparator.comparingInt(f -> f[0] * f[0] + f[1] * f[1]));
        double[][] cosines = ChannelMixing.cosines(size);
        List<double[]> planes = new ArrayList<>();
        for (int[] f : frequencies.subList(0, waves)) planes.add(ChannelMixing.product(cosines[f[1]], cosines[f[0]]));
        return ChannelMixing.acrossChannels(planes, size, channels);
    }
}

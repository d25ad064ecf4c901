package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A local Fourier basis (end of section 3.2): cosines in a square window, and across the channels. All
 * Mℓ² together are an orthonormal basis of the patches that a filter sees, so at stride 1, with all shifts
 * that touch the image, WᵀW = ℓ² times the identity.
 */
public final class FourierFilters {

    private FourierFilters() {}

    /**
     * The filters of lowest frequency, each of unit norm and orthogonal to all others.
     *
     * @param filters K, 1 … Mℓ²
     * @param channels M ≥ 1
     * @param size ℓ ≥ 1 in pixels
     * @return the bank, with stride 1 and same padding
     */
    public static FilterBank cosines(int filters, int channels, int size) {
        if (channels < 1 || size < 1 || filters < 1 || filters > (long) channels * size * size)
            throw new IllegalArgumentException("filters of " + size + "×" + size + " pixels and " + channels
                    + " channel(s) make a local Fourier basis of 1 to " + (long) channels * size * size + ", not "
                    + filters);
        double[][] space = PlaneBanks.cosines(size), colour = PlaneBanks.cosines(channels);
        int pixels = size * size;
        float[] weights = new float[Math.multiplyExact(Math.multiplyExact(filters, channels), pixels)];
        List<int[]> frequencies = frequencies(channels, size);
        for (int k = 0; k < filters; k++) {
            int[] f = frequencies.get(k);
            for (int i = 0; i < channels * pixels; i++)
                weights[k * channels * pixels + i] =
                        (float) (colour[f[0]][i / pixels] * space[f[1]][i % pixels / size] * space[f[2]][i % size]);
        }
        return FilterBank.of(weights, filters, channels, size, size);
    }

    /** All triples (across channels, down, across), the smallest sum of relative frequencies first. */
    private static List<int[]> frequencies(int channels, int size) {
        List<int[]> all = new ArrayList<>();
        for (int c = 0; c < channels; c++)
            for (int v = 0; v < size; v++) for (int u = 0; u < size; u++) all.add(new int[] {c, v, u});
        all.sort(Comparator.comparingDouble(f -> (double) f[0] / channels + (double) (f[1] + f[2]) / size));
        return all;
    }
}

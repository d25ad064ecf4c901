package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Local Fourier filters, one of the banks that satisfy the model-RIP (end of section 3.2): real plane waves under a
 * window, √2·cos(2π(ux + vy)/ℓ − π/4), where x and y are measured from the filter's centre and u and v are integers.
 * With the phase of 45°, one wave of each frequency serves as both cosine and sine: these are the ℓ² waves of the
 * discrete Hartley transform, an orthonormal basis of ℓ×ℓ pixels, and under any symmetric window they all have the same
 * norm. For M channels, each wave is combined with each of M orthonormal channel patterns, the cosines of length M.
 *
 * <p>Source: R. N. Bracewell, "Discrete Hartley transform" (1983).
 */
public final class FourierFilters {

    /** The window that the waves are multiplied by, along x and along y. */
    public enum Window {
        /** No window: all Mℓ² filters together are an orthonormal basis of ℓ×ℓ blocks. */
        BOX,

        /** sin(π(x + ½)/ℓ), x = 0 … ℓ−1, which makes the waves fade towards the filter's border. */
        SINE;

        private double at(int x, int size) {
            return this == BOX ? 1 : Math.sin(Math.PI * (x + 0.5) / size);
        }
    }

    /** The largest size in pixels. */
    public static final int LARGEST = 64;

    private FourierFilters() {}

    /**
     * Returns all waves. At stride 1 they are a tight frame with WᵀW = ℓ²·I wherever all shifts that touch a pixel are
     * included, under either window. Under {@link Window#BOX} and without padding, the rows of W are an orthonormal
     * basis at stride ℓ of the part of the image that they cover: up to ℓ − 1 rows and columns at its edge are dropped.
     *
     * @param channels M ≥ 1
     * @param size ℓ ≥ 2 in pixels
     * @param window the window
     * @return the bank of Mℓ² filters of unit norm, with stride 1 and same padding
     */
    public static FilterBank complete(int channels, int size, Window window) {
        return lowest(size * size, channels, size, window);
    }

    /**
     * Returns the waves of lowest frequency, √(u² + v²) cycles in ℓ pixels.
     *
     * @param waves 1 to ℓ²
     * @param channels M ≥ 1
     * @param size ℓ, 2 to 64 pixels
     * @param window the window
     * @return the bank of M·waves filters of unit norm, the lowest frequency first, with stride 1 and same padding
     */
    public static FilterBank lowest(int waves, int channels, int size, Window window) {
        if (size < 2 || size > LARGEST || channels < 1 || waves < 1 || waves > size * size)
            throw new IllegalArgumentException("local Fourier filters need 2 to 64 pixels, at least one channel and"
                    + " 1 to ℓ² waves, not " + size + ", " + channels + " and " + waves);
        List<int[]> frequencies = new ArrayList<>();
        int least = -(size - 1) / 2;
        for (int v = least; v < least + size; v++)
            for (int u = least; u < least + size; u++) frequencies.add(new int[] {u, v});
        frequencies.sort(Comparator.comparingInt(f -> f[0] * f[0] + f[1] * f[1]));
        List<double[]> planes = new ArrayList<>();
        for (int[] f : frequencies.subList(0, waves)) planes.add(wave(f[0], f[1], size, window));
        return ChannelMixing.acrossChannels(planes, size, channels);
    }

    private static double[] wave(int u, int v, int size, Window window) {
        double[] plane = new double[size * size];
        double centre = (size - 1) / 2.0;
        for (int i = 0; i < plane.length; i++) {
            int y = i / size, x = i % size;
            double angle = 2 * Math.PI * (u * (x - centre) + v * (y - centre)) / size;
            plane[i] = window.at(x, size) * window.at(y, size) * Math.cos(angle - Math.PI / 4);
        }
        return ChannelMixing.unit(plane);
    }
}

package sc.fiji.invertibility.filters;

import java.util.ArrayList;
import java.util.List;

/**
 * Gabor filters: cosine and sine waves of several wavelengths and orientations under a round Gaussian window, and the
 * window alone, which captures what varies too slowly for the waves. The waves have zero mean. With enough of them the
 * bank is close to a tight frame, but never exactly one. For M channels, each filter is combined with each of M
 * orthonormal channel patterns, the cosines of length M.
 *
 * <p>Sources: J. G. Daugman, "Uncertainty relation for resolution in space, spatial frequency, and orientation
 * optimized by two-dimensional visual cortical filters" (1985); T. S. Lee, "Image representation using 2D Gabor
 * wavelets" (1996).
 */
public final class GaborFilters {

    /** Standard deviation of the window in wavelengths, which gives the waves a bandwidth of one octave. */
    private static final double WIDTH = Math.sqrt(Math.log(2) / 2) / Math.PI * 3;

    private GaborFilters() {}

    /**
     * Makes filters of unit norm. The standard deviation of a window is 0.56 wavelengths (a bandwidth of one octave),
     * but at most ℓ/4 pixels, so that it fades within the filter.
     *
     * @param orientations at least 1, evenly spaced over 180°; the first wave runs along x
     * @param wavelengths in pixels, at least one, each 2 or more
     * @param channels M ≥ 1
     * @param size ℓ, 3 to 64 pixels
     * @return the bank of M(1 + 2 · orientations · wavelengths) filters, with stride 1 and same padding: the window,
     *     then the cosine and the sine of each wavelength and orientation
     */
    public static FilterBank of(int orientations, List<Double> wavelengths, int channels, int size) {
        if (orientations < 1 || wavelengths.isEmpty() || channels < 1 || size < 3 || size > 64)
            throw new IllegalArgumentException("Gabor filters need orientations, wavelengths, channels and 3 to 64"
                    + " pixels, not " + orientations + ", " + wavelengths.size() + ", " + channels + " and " + size);
        List<double[]> planes = new ArrayList<>();
        planes.add(ChannelMixing.unit(window(size, size)));
        for (double wavelength : wavelengths) {
            if (!(wavelength >= 2 && wavelength < Double.POSITIVE_INFINITY))
                throw new IllegalArgumentException("a wavelength is 2 pixels or more, not " + wavelength);
            for (int i = 0; i < orientations; i++) {
                double angle = Math.PI * i / orientations;
                planes.add(wave(wavelength, angle, 0, size));
                planes.add(wave(wavelength, angle, Math.PI / 2, size));
            }
        }
        return ChannelMixing.acrossChannels(planes, size, channels);
    }

    private static double[] wave(double wavelength, double angle, double phase, int size) {
        double[] window = window(wavelength, size), wave = new double[size * size];
        double centre = (size - 1) / 2.0, sum = 0, total = 0;
        for (int i = 0; i < wave.length; i++) {
            double along = (i % size - centre) * Math.cos(angle) + (i / size - centre) * Math.sin(angle);
            wave[i] = window[i] * Math.cos(2 * Math.PI * along / wavelength - phase);
            sum += wave[i];
            total += window[i];
        }
        // the mean is subtracted under the window, so that nothing is added at the filter's border
        for (int i = 0; i < wave.length; i++) wave[i] -= sum / total * window[i];
        return ChannelMixing.unit(wave);
    }

    private static double[] window(double wavelength, int size) {
        double width = Math.min(WIDTH * wavelength, size / 4.0), centre = (size - 1) / 2.0;
        double[] window = new double[size * size];
        for (int i = 0; i < window.length; i++) {
            double y = i / size - centre, x = i % size - centre;
            window[i] = Math.exp(-(x * x + y * y) / (2 * width * width));
        }
        return window;
    }
}

package sc.fiji.invertibility.filters;

/**
 * Gabor filters: waves under a Gaussian window, at eight orientations, in two phases (even and odd), for
 * patterns of cosines across the channels, and as many wavelengths as the number of filters asks for,
 * evenly spaced by ratio from 3 pixels up to the size. Each has unit norm and no mean.
 */
public final class GaborFilters {

    private static final int ORIENTATIONS = 8;
    private static final double SHORTEST = 3;

    private GaborFilters() {}

    /**
     * Makes filters. Phases change first, then orientations, channel patterns and wavelengths, the shortest
     * first.
     *
     * @param filters K ≥ 1
     * @param channels M ≥ 1
     * @param size ℓ ≥ 3 in pixels
     * @return the bank, with stride 1 and same padding
     */
    public static FilterBank of(int filters, int channels, int size) {
        if (filters < 1 || channels < 1 || size < 3)
            throw new IllegalArgumentException(
                    "Gabor filters need a channel and at least 3 pixels, not " + channels + " and " + size);
        int pixels = size * size, perWavelength = 2 * ORIENTATIONS * channels;
        int wavelengths = (filters + perWavelength - 1) / perWavelength;
        double[][] colour = PlaneBanks.cosines(channels);
        float[] weights = new float[Math.multiplyExact(Math.multiplyExact(filters, channels), pixels)];
        for (int k = 0; k < filters; k++) {
            double step = wavelengths == 1 ? 0 : (double) (k / perWavelength) / (wavelengths - 1);
            double wavelength = SHORTEST * Math.pow(Math.max(1, size / SHORTEST), step);
            double[] plane = plane(size, wavelength, Math.PI * (k / 2 % ORIENTATIONS) / ORIENTATIONS, k % 2 == 1);
            double[] pattern = colour[k / (2 * ORIENTATIONS) % channels];
            for (int i = 0; i < channels * pixels; i++)
                weights[k * channels * pixels + i] = (float) (pattern[i / pixels] * plane[i % pixels]);
        }
        return FilterBank.of(weights, filters, channels, size, size).normalised();
    }

    private static double[] plane(int size, double wavelength, double angle, boolean odd) {
        double centre = (size - 1) / 2.0, width = Math.min(wavelength / 2, size / 4.0);
        double[] plane = new double[size * size], window = new double[size * size];
        double sum = 0, total = 0;
        for (int i = 0; i < plane.length; i++) {
            double y = i / size - centre, x = i % size - centre;
            double phase = 2 * Math.PI * (x * Math.cos(angle) + y * Math.sin(angle)) / wavelength;
            window[i] = Math.exp(-(x * x + y * y) / (2 * width * width));
            plane[i] = window[i] * (odd ? Math.sin(phase) : Math.cos(phase));
            sum += plane[i];
            total += window[i];
        }
        // the mean is taken off under the window, so that nothing is added at its border
        for (int i = 0; i < plane.length; i++) plane[i] -= sum / total * window[i];
        return plane;
    }
}

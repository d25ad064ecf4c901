package sc.fiji.invertibility.compute.opencl;

/** Filters in the order in which non-zeros of a map are multiplied with all of them. */
final class ScatteredFilters {

    private ScatteredFilters() {}

    /** {@return the filters, as [channel block][filter][y][x][channel]} */
    static float[] pack(Correlation c) {
        int taps = c.height() * c.width();
        int blocks = (c.channels() + Layout.BLOCK - 1) / Layout.BLOCK;
        float[] weights = c.weights();
        float[] packed = new float[blocks * c.filters() * taps * Layout.BLOCK];
        int i = 0;
        for (int b = 0; b < blocks; b++) {
            int channels = Math.min(Layout.BLOCK, c.channels() - b * Layout.BLOCK);
            for (int k = 0; k < c.filters(); k++) {
                int first = (k * c.channels() + b * Layout.BLOCK) * taps;
                for (int tap = 0; tap < taps; tap++, i += Layout.BLOCK)
                    for (int m = 0; m < channels; m++) packed[i + m] = weights[first + m * taps + tap];
            }
        }
        return packed;
    }
}

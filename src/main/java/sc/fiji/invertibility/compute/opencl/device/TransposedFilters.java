package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * The transpose of a bank, Wᵀ, as correlations. Input pixel y contributes to the outputs (y + padding − dy) / t, for
 * those rows dy of a filter for which the division has no remainder. Pixels with the same remainder, (y + padding) mod
 * t, are therefore a correlation of z, of stride 1, with every t-th row and column of the filters; at t = 1 there is
 * just one.
 *
 * @param correlation the bank with filters and channels exchanged, and flipped filters
 * @param y the first row that it fills
 * @param x the first column that it fills
 */
public record TransposedFilters(CorrelationDescriptor correlation, int y, int x) {

    /**
     * Returns the part of a transpose that fills the pixels with one remainder.
     *
     * @param bank W
     * @param restY (y + padding) mod t
     * @param restX (x + padding) mod t
     * @return the part
     */
    public static TransposedFilters part(FilterBank bank, int restY, int restX) {
        int t = bank.stride();
        int y = Math.floorMod(restY - bank.padding().y(), t);
        int x = Math.floorMod(restX - bank.padding().x(), t);
        int height = taps(bank.height(), restY, t);
        int width = taps(bank.width(), restX, t);
        CorrelationDescriptor correlation = new CorrelationDescriptor(
                RawWeights.transpose(bank, restY, restX, height, width),
                bank.channels(),
                bank.filters() / bank.groups(),
                height,
                width,
                1,
                height - 1 - (y + bank.padding().y() - restY) / t,
                width - 1 - (x + bank.padding().x() - restX) / t,
                bank.groups(),
                new float[bank.channels()]);
        return new TransposedFilters(correlation, y, x);
    }

    private static int taps(int length, int rest, int stride) {
        return Math.max(0, (length - rest + stride - 1) / stride);
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * The transpose of a bank, Wᵀ, as correlations. An input pixel y is seen by the outputs
 * (y + padding − dy) / t through those rows dy of a filter for which the division leaves no rest. Pixels
 * of the same rest, (y + padding) mod t, so form a correlation of stride 1 of z with every t-th row and
 * column of the filters; at t = 1 there is just one.
 *
 * @param correlation filters and channels changed places, the filters are flipped
 * @param y the first row that it fills
 * @param x the first column that it fills
 */
public record TransposedFilters(CorrelationDescriptor correlation, int y, int x) {

    /**
     * Returns the part of a transpose that fills the pixels of one rest.
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

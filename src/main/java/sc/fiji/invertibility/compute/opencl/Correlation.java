package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * A correlation with filters, as kernels see it: a filter bank, or its transpose at stride 1, which is a
 * correlation too.
 *
 * @param weights row-major (filter, channel of the group, y, x)
 * @param filters number of filters
 * @param channels channels of one filter
 * @param height rows of a filter
 * @param width columns of a filter
 * @param stride in pixels
 * @param paddingY zeros above; negative where rows of the input are skipped
 * @param paddingX zeros to the left; negative where columns of the input are skipped
 * @param groups number of groups
 * @param bias one value a filter, zeros for none
 */
record Correlation(
        float[] weights,
        int filters,
        int channels,
        int height,
        int width,
        int stride,
        int paddingY,
        int paddingX,
        int groups,
        float[] bias) {

    static Correlation of(FilterBank bank) {
        return new Correlation(
                bank.weights(),
                bank.filters(),
                bank.filterChannels(),
                bank.height(),
                bank.width(),
                bank.stride(),
                bank.padding().y(),
                bank.padding().x(),
                bank.groups(),
                bank.bias());
    }

    /** The transpose of a bank of stride 1: filters and channels change places, and the filters are flipped. */
    static Correlation transposeOf(FilterBank bank) {
        int groups = bank.groups();
        int groupFilters = bank.filters() / groups;
        int groupChannels = bank.filterChannels();
        int taps = bank.height() * bank.width();
        float[] weights = bank.weights();
        float[] transposed = new float[weights.length];
        for (int g = 0; g < groups; g++)
            for (int f = 0; f < groupFilters; f++)
                for (int m = 0; m < groupChannels; m++)
                    for (int t = 0; t < taps; t++) {
                        int from = ((g * groupFilters + f) * groupChannels + m) * taps + t;
                        int to = ((g * groupChannels + m) * groupFilters + f) * taps + taps - 1 - t;
                        transposed[to] = weights[from];
                    }
        return new Correlation(
                transposed,
                bank.channels(),
                groupFilters,
                bank.height(),
                bank.width(),
                1,
                bank.height() - 1 - bank.padding().y(),
                bank.width() - 1 - bank.padding().x(),
                groups,
                new float[bank.channels()]);
    }

    int groupFilters() {
        return filters / groups;
    }

    int inputChannels() {
        return channels * groups;
    }

    float weight(int filter, int channel, int y, int x) {
        return weights[((filter * channels + channel) * height + y) * width + x];
    }
}

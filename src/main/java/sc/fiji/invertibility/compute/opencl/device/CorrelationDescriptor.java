package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * A correlation as kernels compute it: with a filter bank, or with a part of its {@link TransposedFilters}.
 *
 * @param raw where its weights are
 * @param filters number of filters
 * @param channels channels of one filter
 * @param height rows of a filter
 * @param width columns of a filter
 * @param stride in pixels
 * @param paddingY zeros above; negative where rows of the input are skipped
 * @param paddingX zeros to the left; negative where columns of the input are skipped
 * @param groups number of groups
 * @param bias one value per filter, zeros for none
 */
public record CorrelationDescriptor(
        RawWeights raw,
        int filters,
        int channels,
        int height,
        int width,
        int stride,
        int paddingY,
        int paddingX,
        int groups,
        float[] bias) {

    /**
     * Returns h = Wx as a correlation.
     *
     * @param bank W
     * @return the correlation
     */
    public static CorrelationDescriptor of(FilterBank bank) {
        return new CorrelationDescriptor(
                RawWeights.of(bank),
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

    /** {@return filters of one group} */
    public int groupFilters() {
        return filters / groups;
    }

    /** {@return the number of weights} */
    public long size() {
        return (long) filters * channels * height * width;
    }

    /** {@return channels of the input, those of all groups together} */
    public int inputChannels() {
        return channels * groups;
    }
}

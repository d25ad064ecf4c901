package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * Where the weights of a correlation lie in those of a bank. From the first one on, so many weights lie
 * between neighbours; rows and columns of a transpose are counted backwards.
 *
 * @param bank what holds them
 * @param first the weight (0, 0, 0, 0) of the first group
 * @param group step from group to group
 * @param filter step from filter to filter of a group
 * @param channel step from channel to channel of a group
 * @param row step from row to row
 * @param column step from column to column
 */
public record RawWeights(FilterBank bank, long first, long group, long filter, long channel, long row, long column) {

    /**
     * Returns the weights of a bank as they are.
     *
     * @param bank the bank
     * @return its weights
     */
    public static RawWeights of(FilterBank bank) {
        long plane = (long) bank.height() * bank.width();
        long filter = plane * bank.filterChannels();
        return new RawWeights(bank, 0, filter * bank.filters() / bank.groups(), filter, plane, bank.width(), 1);
    }

    /**
     * Returns the weights of a transpose: filters and channels change places.
     *
     * @param bank the bank
     * @param y row of a filter that becomes the last one
     * @param x column of a filter that becomes the last one
     * @param height rows of the transposed filters, each a stride of the bank further
     * @param width columns of the transposed filters
     * @return its weights
     */
    public static RawWeights transpose(FilterBank bank, int y, int x, int height, int width) {
        RawWeights raw = of(bank);
        int t = bank.stride();
        long last = (long) (y + (height - 1) * t) * bank.width() + x + (width - 1) * t;
        return new RawWeights(bank, last, raw.group, raw.channel, raw.filter, -(long) t * bank.width(), -t);
    }

    /** {@return all weights of the bank} */
    public float[] values() {
        return bank.weights();
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The strides with which a correlation reads the weights of a bank. For a transpose, those of rows and columns are
 * negative.
 *
 * @param bank the bank whose weights are read
 * @param first the index of weight (0, 0, 0, 0) of the first group
 * @param group weights from one group to the next
 * @param filter weights from one filter of a group to the next
 * @param channel weights from one channel of a group to the next
 * @param row weights from one row to the next
 * @param column weights from one column to the next
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
     * Returns the weights of a transpose, in which filters and channels are exchanged.
     *
     * @param bank the bank
     * @param y the row of a filter that becomes the last row
     * @param x the column of a filter that becomes the last column
     * @param height rows of the transposed filters; neighbours are one stride of the bank apart
     * @param width columns of the transposed filters
     * @return its weights
     */
    public static RawWeights transpose(FilterBank bank, int y, int x, int height, int width) {
        RawWeights raw = of(bank);
        int t = bank.stride();
        long last = (long) (y + (height - 1) * t) * bank.width() + x + (width - 1) * t;
        return new RawWeights(bank, last, raw.group, raw.channel, raw.filter, -(long) t * bank.width(), -t);
    }

    /** {@return where they begin, and their strides from the groups to the columns, as kernels take them} */
    public List<Object> strides() {
        return List.of(first, group, filter, channel, row, column);
    }

    /** {@return all weights of the bank} */
    public float[] values() {
        return bank.weights();
    }
}

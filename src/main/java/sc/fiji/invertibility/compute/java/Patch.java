package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.filters.FilterBank;

/**
 * The pixels that the filters of a bank reach from the positions of one window, in all channels, one channel after the
 * other.
 *
 * @param channels M
 * @param height rows of a channel
 * @param width columns of a channel
 * @param filters K
 * @param window side of a window
 */
record Patch(int channels, int height, int width, int filters, int window) {

    static Patch of(FilterBank bank, int window) {
        int between = (window - 1) * bank.stride();
        return new Patch(bank.channels(), between + bank.height(), between + bank.width(), bank.filters(), window);
    }

    int length() {
        return channels * height * width;
    }

    /** One row of weights for each filter and position of a window. */
    long rows() {
        return (long) filters * window * window;
    }

    /** The bank's filters, moved to each position. */
    float[][] weights(FilterBank bank) {
        float[][] rows = GemmKernel.scratch(Math.toIntExact(rows()), length());
        for (int i = 0; i < rows.length; i++) {
            int filter = i / (window * window), position = i % (window * window);
            int down = position / window * bank.stride(), right = position % window * bank.stride();
            for (int c = 0; c < channels; c++)
                for (int l = 0; l < bank.height(); l++)
                    for (int m = 0; m < bank.width(); m++)
                        rows[i][(c * height + down + l) * width + right + m] = bank.weight(filter, c, l, m);
        }
        return rows;
    }

    /** Adds the sums of a patch to a map, as far as they lie within its border. */
    void add(float[] sums, HeapMap map, int top, int left) {
        int first = Math.max(0, -left), end = Math.min(width, map.width() - left);
        for (int c = 0; c < channels; c++) {
            float[] plane = map.plane(c);
            for (int l = Math.max(0, -top); l < Math.min(height, map.height() - top); l++) {
                int from = (c * height + l) * width, to = (top + l) * map.width() + left;
                for (int m = first; m < end; m++) plane[to + m] += sums[from + m];
            }
        }
    }
}

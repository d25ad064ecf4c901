package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * One row of sums for each filter: the vector of a pixel is the patch of the input that the filters saw, channels
 * innermost, so that it is copied from transposed rows of the input in runs.
 */
final class PatchRows extends PixelProduct {

    /** The last rows of the input that were transposed: zeros, then the channels of each pixel, then zeros. */
    private final float[][] transposed;

    private final long[] held;
    private HeapMap latest;

    PatchRows(FilterBank bank, int tile) {
        super(bank);
        transposed = new float[bank.height()][];
        held = new long[bank.height()];
    }

    @Override
    int rows(int channels) {
        return bank.filters() / bank.groups();
    }

    @Override
    int length(int channels) {
        return channels * bank.height() * bank.width();
    }

    @Override
    void part(int group, int first, int channels) {
        super.part(group, first, channels);
        latest = null;
    }

    @Override
    void collect(HeapMap x, HeapMap g, int row, int column, int count, int at) {
        if (x != latest) Arrays.fill(held, Long.MIN_VALUE);
        latest = x;
        int run = bank.width() * channels, step = bank.stride() * channels;
        int filters = bank.filters() / bank.groups(), from = row * g.width() + column;
        for (int k = 0; k < filters; k++) System.arraycopy(g.plane(group * filters + k), from, factors[k], at, count);
        for (int i = 0; i < bank.height(); i++) {
            float[] source = input(x, row * bank.stride() + i - bank.padding().y());
            for (int p = 0; p < count; p++)
                System.arraycopy(source, (column + p) * step, vectors[at + p], i * run, run);
        }
    }

    /** A row of the input, with the padding on its left and right. */
    private float[] input(HeapMap x, int row) {
        int slot = Math.floorMod(row, transposed.length), left = bank.padding().x() * channels;
        int length = (x.width() + 2 * bank.padding().x()) * channels;
        if (transposed[slot] == null || transposed[slot].length != length) {
            transposed[slot] = new float[length];
            held[slot] = Long.MIN_VALUE;
        }
        if (held[slot] == row) return transposed[slot];
        held[slot] = row;
        float[] target = transposed[slot];
        if (row < 0 || row >= x.height()) {
            Arrays.fill(target, 0);
            return target;
        }
        int input = group * bank.filterChannels() + first;
        for (int m = 0; m < channels; m++) {
            float[] plane = x.plane(input + m);
            int from = row * x.width();
            for (int i = 0, to = left + m; i < x.width(); i++, to += channels) target[to] = plane[from + i];
        }
        // Rows beyond the border overwrite the padding with zeros, and nothing else does.
        return target;
    }
}

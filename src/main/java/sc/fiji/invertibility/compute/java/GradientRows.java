package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.filters.FilterBank;

/** One row of sums for each weight of a filter: the vector of a pixel is the gradients of all filters there. */
final class GradientRows extends PixelProduct {

    GradientRows(FilterBank bank, int tile) {
        super(bank);
    }

    @Override
    int rows(int channels) {
        return channels * bank.height() * bank.width();
    }

    @Override
    int length(int channels) {
        return bank.filters() / bank.groups();
    }

    @Override
    void collect(HeapMap x, HeapMap g, int row, int column, int count, int at) {
        int filters = bank.filters() / bank.groups(), from = row * g.width() + column;
        for (int k = 0; k < filters; k++) {
            float[] plane = g.plane(group * filters + k);
            for (int p = 0; p < count; p++) vectors[at + p][k] = plane[from + p];
        }
        int weight = 0;
        for (int m = 0; m < channels; m++) {
            float[] plane = x.plane(group * bank.filterChannels() + first + m);
            for (int i = 0; i < bank.height(); i++)
                for (int j = 0; j < bank.width(); j++)
                    read(
                            plane,
                            x,
                            row * bank.stride() + i - bank.padding().y(),
                            column,
                            j,
                            factors[weight++],
                            at,
                            count);
        }
    }

    private void read(float[] plane, HeapMap x, int y, int column, int j, float[] values, int at, int count) {
        if (y < 0 || y >= x.height()) {
            Arrays.fill(values, at, at + count, 0);
            return;
        }
        int step = bank.stride(), left = column * step + j - bank.padding().x();
        for (int p = 0; p < count; p++) {
            int position = left + p * step;
            values[at + p] = position >= 0 && position < x.width() ? plane[y * x.width() + position] : 0;
        }
    }
}

package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Wᵀz that looks only at the non-zeros of z: for every output pixel the taps that meet one are listed, and
 * their weights, for all channels at once, are added in that order.
 */
final class SparseSynthesis {

    /** Channels below which a tap's weights are too few for vector code. */
    private static final int FEWEST_CHANNELS = 32;

    /** Sums of a piece, which should stay in the second cache. */
    private static final int SUMS = 1 << 17;

    /** Filters whose weights stay there, too. */
    private static final int FILTERS = 16;

    private final WorkerPool workers;

    SparseSynthesis(WorkerPool workers) {
        this.workers = workers;
    }

    /** Whether a bank has enough channels. */
    static boolean suits(FilterBank bank) {
        return bank.groups() == 1 && bank.channels() >= FEWEST_CHANNELS;
    }

    /**
     * Whether there are enough zeros. Each term costs as much as some 500 channels of the dense sum, and
     * again twice as much as its own channels, or five times where the dense sum is minimal filtering.
     */
    static boolean pays(FilterBank bank, long nonzeros, long places) {
        int channels = bank.channels();
        double perChannel = MinimalFilters.suits(bank) ? 5 : 2;
        return nonzeros * (500 + perChannel * channels) < (double) places * channels;
    }

    /** Fills x̂. */
    void apply(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap result) {
        FilterBank bank = filters.bank();
        int channels = bank.channels(), height = result.height(), width = result.width();
        float[][] weights = filters.packing().rows();
        int forThreads = Tile.ceiling(height, 2 * workers.threads());
        int rows = Math.max(1, (int) Math.min(forThreads, SUMS / ((long) channels * width)));
        workers.forEach(
                Tile.ceiling(height, rows),
                () -> new Room(RowSums.room(rows * width, channels), new SparseTerms(rows * width)),
                (room, piece) -> {
                    int top = piece * rows, pixels = Math.min(rows, height - top) * width;
                    for (float[] sums : room.sums) Arrays.fill(sums, 0);
                    Window window = new Window(bank, top, pixels / width, width);
                    for (int k = 0; k < bank.filters(); k += FILTERS) {
                        room.terms.clear();
                        for (int i = k; i < Math.min(bank.filters(), k + FILTERS); i++)
                            window.collect(z, i, unpooling, room.terms);
                        room.terms.sort();
                        for (int pixel = 0; pixel < pixels; pixel++) room.terms.add(pixel, weights, room.sums[pixel]);
                    }
                    for (int channel = 0; channel < channels; channel++) {
                        float[] plane = result.plane(channel);
                        for (int i = 0; i < pixels; i++) plane[top * width + i] = room.sums[i][channel];
                    }
                });
    }

    private record Room(float[][] sums, SparseTerms terms) {}

    /** Some rows of x̂, and which non-zeros reach them. */
    private record Window(FilterBank bank, int top, int height, int width) {

        void collect(HeapCode z, int filter, Unpooling unpooling, SparseTerms terms) {
            int step = z.pooling().stride() * bank.stride();
            int reach = (z.pooling().window() - 1) * bank.stride() + bank.height();
            int columns = z.shape().width();
            int[] places = new int[columns];
            float[] values = z.values().plane(filter);
            for (int row = 0; row < z.shape().height(); row++) {
                int y = row * step - bank.padding().y();
                if (y + reach <= top || y >= top + height) continue;
                z.places(filter, row, unpooling, places);
                for (int column = 0; column < columns; column++)
                    if (values[row * columns + column] != 0)
                        spread(
                                filter,
                                places[column],
                                z.unpooledShape().width(),
                                values[row * columns + column],
                                terms);
            }
        }

        private void spread(int filter, int place, int across, float value, SparseTerms terms) {
            int y = place / across * bank.stride() - bank.padding().y() - top;
            int x = place % across * bank.stride() - bank.padding().x();
            int firstX = Math.max(0, -x), endX = Math.min(bank.width(), width - x);
            for (int l = Math.max(0, -y); l < Math.min(bank.height(), height - y); l++)
                for (int m = firstX; m < endX; m++)
                    terms.add((y + l) * width + x + m, (filter * bank.height() + l) * bank.width() + m, value);
        }
    }
}

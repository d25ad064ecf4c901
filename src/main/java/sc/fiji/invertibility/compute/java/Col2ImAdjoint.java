package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The adjoint of banks with many filters and few channels: for each position in the filter, the sum over all filters is
 * computed where the activations lie, and then added to the outputs that the position reaches (as in col2im). {@link
 * DirectCorrelation} would have to lay out every input for every position, which does not pay off for so few outputs.
 *
 * <p>Neighbouring tiles reach the same outputs, so tiles are processed in four rounds, in each of which no two touch.
 * The order of all additions is determined by the sizes alone.
 */
final class Col2ImAdjoint {

    /** Sums that one thread works on; they should stay in the second-level cache. */
    private static final int SUMS = 1 << 17;

    private static final int SMALLEST_TILE = 256;

    private static final int LARGEST_TILE = 800;

    /** Columns of a tile, which are copied together. */
    private static final int WIDTH = 192;

    private static final int LARGEST_FILTER = 384;

    private final WorkerPool workers;

    Col2ImAdjoint(WorkerPool workers) {
        this.workers = workers;
    }

    /** Whether this method is the faster one. */
    static boolean suits(FilterBank bank) {
        int channels = bank.filterChannels();
        return bank.filters() / bank.groups() > 2 * channels
                && (long) channels * bank.height() * bank.width() <= LARGEST_FILTER;
    }

    /** Adds Wᵀz to a map of zeros. */
    void apply(FilterBank bank, List<FilterTaps> groups, HeapMap z, HeapMap x) {
        apply(bank, groups, TileScratch.Inputs.of(z), z.height(), z.width(), x);
    }

    /** The same for a code, which is unpooled tile by tile. */
    void apply(FilterBank bank, List<FilterTaps> groups, HeapCode z, Unpooling unpooling, HeapMap x) {
        TileScratch.Inputs unpooled =
                (tile, taps, tap, values) -> z.unpool(taps.firstInput() + tap.channel(), unpooling, tile, values);
        apply(
                bank,
                groups,
                unpooled,
                z.unpooledShape().height(),
                z.unpooledShape().width(),
                x);
    }

    private void apply(
            FilterBank bank, List<FilterTaps> groups, TileScratch.Inputs z, int rows, int columns, HeapMap x) {
        int outputs = bank.filterChannels() * bank.height() * bank.width();
        int area = Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, SUMS / outputs));
        int tall = Math.max(smallest(bank.height(), bank.stride()), area / WIDTH);
        int height = OutputTile.evenly(rows, tall);
        int width = OutputTile.evenly(columns, Math.max(smallest(bank.width(), bank.stride()), area / tall));
        for (int round = 0; round < 4; round++) {
            int top = round / 2 * height;
            int left = round % 2 * width;
            if (top >= rows || left >= columns) continue;
            int across = (columns - left - 1) / (2 * width) + 1;
            int down = (rows - top - 1) / (2 * height) + 1;
            workers.forEach(
                    groups.size() * down * across,
                    () -> new TileScratch(
                            GemmKernel.withSpare(outputs), bank.filters() / bank.groups(), height * width),
                    (scratch, piece) -> {
                        FilterTaps taps = groups.get(piece / (down * across));
                        int row = top + piece / across % down * 2 * height;
                        int column = left + piece % across * 2 * width;
                        OutputTile tile = new OutputTile(
                                row, column, Math.min(height, rows - row), Math.min(width, columns - column));
                        scratch.clear(outputs, null, 0);
                        scratch.add(taps, 0, GemmKernel.withSpare(outputs), z, tile);
                        for (int o = 0; o < outputs; o++) spread(bank, o, tile, scratch.sums(o), x, taps.firstOutput());
                    });
        }
    }

    /**
     * The smallest side for which a tile reaches no further than into the adjacent ones, even if three tiles share two
     * tiles' worth of rows and one more.
     */
    private static int smallest(int filter, int stride) {
        return OutputTile.ceiling(filter, stride) * 3 / 2 + 1;
    }

    private static void spread(
            FilterBank bank, int output, OutputTile tile, float[] sums, HeapMap x, int firstChannel) {
        int step = bank.stride();
        int positions = bank.height() * bank.width();
        float[] plane = x.plane(firstChannel + output / positions);
        int top = tile.row() * step
                + output % positions / bank.width()
                - bank.padding().y();
        int left = tile.column() * step + output % bank.width() - bank.padding().x();
        int first = Math.max(0, OutputTile.ceiling(-left, step));
        int end = Math.min(tile.width(), OutputTile.ceiling(x.width() - left, step));
        for (int i = 0; i < tile.height(); i++) {
            int y = top + i * step;
            if (y < 0 || y >= x.height()) continue;
            int to = y * x.width() + left;
            int from = i * tile.width();
            if (step == 1) for (int j = first; j < end; j++) plane[to + j] += sums[from + j];
            else for (int j = first; j < end; j++) plane[to + j * step] += sums[from + j];
        }
    }
}

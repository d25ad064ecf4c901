package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The gradient with respect to filters: a matrix product whose inner index runs over all pixels of all maps. The pixels
 * are split into chunks, each with sums of its own, which are added in order, so that the result depends on the sizes
 * alone.
 */
final class FilterGradient {

    /** Values of a row of sums, which should stay in the first-level cache together with a few others. */
    private static final int ROW = 576;

    /** Pieces of work that are enough for any number of threads. */
    private static final int PIECES = 32;

    /** The fewest pixels of a chunk, so that its sums are worth their memory. */
    private static final int FEWEST_PIXELS = 1024;

    private final WorkerPool workers;

    FilterGradient(WorkerPool workers) {
        this.workers = workers;
    }

    /** Fills the gradient, 1×K×(M/groups·ℓy·ℓx). */
    void apply(FilterBank bank, List<HeapMap> x, List<HeapMap> g, HeapMap result) {
        int channels = bank.filterChannels(), taps = bank.height() * bank.width();
        boolean fewInputs = channels * taps < bank.filters() / bank.groups();
        int most = fewInputs ? channels : Math.max(1, Math.min(channels, ROW / taps));
        int tile = OutputTile.evenly(channels, most), tiles = OutputTile.ceiling(channels, tile);
        int rows = Math.multiplyExact(x.size(), g.get(0).height());
        long pixels = (long) rows * g.get(0).width();
        int wanted = (int) Math.max(1, Math.min(PIECES / (tiles * bank.groups()), pixels / FEWEST_PIXELS));
        int chunk = OutputTile.ceiling(rows, Math.min(rows, wanted)), chunks = OutputTile.ceiling(rows, chunk);
        int all = bank.groups() * tiles;
        float[][][] sums = new float[all * chunks][][];
        workers.forEach(
                sums.length,
                () -> fewInputs ? new GradientRows(bank, tile) : new PatchRows(bank, tile),
                (product, piece) -> {
                    int group = piece / chunks / tiles, first = piece / chunks % tiles * tile;
                    int from = piece % chunks * chunk;
                    product.part(group, first, Math.min(tile, channels - first));
                    for (int row = from; row < Math.min(rows, from + chunk); row++)
                        product.add(
                                x.get(row / g.get(0).height()),
                                g.get(row / g.get(0).height()),
                                row);
                    sums[piece] = product.sums();
                });
        workers.forEach(all * (bank.filters() / bank.groups()), i -> {
            int part = i % all, filter = i / all;
            int group = part / tiles, first = part % tiles * tile, count = Math.min(tile, channels - first);
            int to = ((group * (bank.filters() / bank.groups()) + filter) * channels + first) * taps;
            for (int m = 0; m < count; m++)
                for (int tap = 0; tap < taps; tap++) {
                    float sum = 0;
                    for (int c = 0; c < chunks; c++) {
                        float[][] own = sums[part * chunks + c];
                        sum += fewInputs ? own[m * taps + tap][filter] : own[filter][tap * count + m];
                    }
                    result.plane(0)[to + m * taps + tap] = sum;
                }
        });
    }
}

package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Wᵀz that looks only at the non-zeros of z: for every output pixel, the non-zeros that reach it are listed, and their
 * weights are added in that order, for many channels at once.
 */
final class SparseAdjoint {

    /** Channels below which a tap's weights are too few for vector code. */
    private static final int FEWEST_CHANNELS = 32;

    /** Sums per piece; they should stay in the second-level cache. */
    private static final int SUMS = 1 << 17;

    /** Filters whose weights stay there, too. */
    private static final int FILTERS = 64;

    private final WorkerPool workers;

    SparseAdjoint(WorkerPool workers) {
        this.workers = workers;
    }

    /** Whether a bank has enough channels. */
    static boolean suits(FilterBank bank) {
        return bank.groups() == 1 && bank.channels() >= FEWEST_CHANNELS;
    }

    /**
     * Whether there are enough zeros. Each term costs as much as some 500 channels of the dense sum, and in addition
     * twice as much as its own channels, or five times as much where the dense sum uses Winograd filtering.
     */
    static boolean pays(FilterBank bank, long nonzeros, long positions) {
        int channels = bank.channels();
        double perChannel = WinogradWeights.suits(bank) ? 5 : 2;
        return nonzeros * (500 + perChannel * channels) < (double) positions * channels;
    }

    /** Fills x̂ of each code. */
    void apply(HeapFilters filters, List<HeapCode> codes, Unpooling unpooling, List<HeapMap> results) {
        FilterBank bank = filters.bank();
        float[][][] weights = filters.layouts().rows();
        int height = results.get(0).height(), width = results.get(0).width(), parts = weights.length;
        int channels = OutputTile.ceiling(bank.channels(), parts);
        int forThreads = OutputTile.ceiling(height, OutputTile.ceiling(workers.threads(), parts * codes.size()));
        int rows = Math.max(1, (int) Math.min(forThreads, SUMS / ((long) channels * width)));
        int bands = OutputTile.ceiling(height, rows);
        workers.forEach(
                Math.multiplyExact(parts * codes.size(), bands),
                () -> new Scratch(GemmKernel.scratch(rows * width, channels), new SparseTerms(bank)),
                (scratch, piece) -> {
                    int code = piece / bands % codes.size(), part = piece / bands / codes.size();
                    int top = piece % bands * rows, below = Math.min(height, top + rows);
                    for (float[] sums : scratch.sums) Arrays.fill(sums, 0);
                    for (int k = 0; k < bank.filters(); k += FILTERS) {
                        int end = Math.min(bank.filters(), k + FILTERS);
                        scratch.terms.collect(codes.get(code), unpooling, k, end, top, below - top);
                        for (int y = top; y < below; y++)
                            for (int x = 0; x < width; x++)
                                scratch.terms.add(y, x, weights[part], scratch.sums[(y - top) * width + x]);
                    }
                    scratch.write(results.get(code), part * channels, channels, top * width, (below - top) * width);
                });
    }

    private record Scratch(float[][] sums, SparseTerms terms) {

        void write(HeapMap result, int first, int channels, int pixel, int pixels) {
            for (int channel = 0; channel < Math.min(channels, result.shape().channels() - first); channel++) {
                float[] plane = result.plane(first + channel);
                for (int i = 0; i < pixels; i++) plane[pixel + i] = sums[i][channel];
            }
        }
    }
}

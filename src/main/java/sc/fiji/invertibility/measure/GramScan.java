package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;

/** Walks over the Gram matrix of the filters in square blocks, on all cores, and keeps none of it. */
final class GramScan {

    /** Filters along a block. */
    private static final int BLOCK = 256;

    /** Weights that are summed at a time, so that both factors stay in the caches. */
    private static final int PANEL = 16;

    private final Monitor monitor;
    private final float[] weights;
    private final double[] scales;
    private final int filters;
    private final int length;
    private final int perGroup;

    GramScan(FilterBank bank, Monitor monitor) {
        this.monitor = monitor;
        weights = bank.weights();
        filters = bank.filters();
        length = weights.length / filters;
        perGroup = filters / bank.groups();
        scales = new double[filters];
        for (int k = 0; k < filters; k++) {
            double sum = 0;
            for (int i = k * length; i < (k + 1) * length; i++) sum += (double) weights[i] * weights[i];
            scales[k] = sum == 0 ? 0 : 1 / Math.sqrt(sum);
        }
    }

    Coherence run() {
        List<int[]> blocks = new ArrayList<>();
        for (int i = 0; i < filters; i += BLOCK) for (int j = i; j < filters; j += BLOCK) blocks.add(new int[] {i, j});
        AtomicInteger done = new AtomicInteger();
        PairTally tally = blocks.parallelStream()
                .map(block -> {
                    monitor.check();
                    PairTally part = block(block[0], block[1]);
                    monitor.progress((double) done.incrementAndGet() / blocks.size(), null);
                    return part;
                })
                .reduce(PairTally::plus)
                .orElseThrow();
        return tally.coherence();
    }

    private PairTally block(int firstRow, int firstColumn) {
        int rows = Math.min(BLOCK, filters - firstRow), columns = Math.min(BLOCK, filters - firstColumn);
        float[][] products = new float[rows][columns];
        float[][] panel = new float[PANEL][columns];
        for (int from = 0; from < length; from += PANEL) {
            int depth = Math.min(PANEL, length - from);
            for (int p = 0; p < PANEL; p++)
                for (int j = 0; j < columns; j++)
                    panel[p][j] = p < depth ? weights[(firstColumn + j) * length + from + p] : 0;
            for (int i = 0; i < rows; i++) addPanel(products[i], panel, (firstRow + i) * length + from, depth);
        }
        PairTally tally = new PairTally();
        for (int i = 0; i < rows; i++)
            for (int j = Math.max(0, firstRow + i + 1 - firstColumn); j < columns; j++) {
                int first = firstRow + i, second = firstColumn + j;
                boolean sameGroup = first / perGroup == second / perGroup;
                tally.add(first, second, sameGroup ? products[i][j] * scales[first] * scales[second] : 0);
            }
        return tally;
    }

    private void addPanel(float[] sums, float[][] panel, int start, int depth) {
        for (int p = 0; p < depth; p += 4)
            four(
                    sums,
                    panel[p],
                    panel[p + 1],
                    panel[p + 2],
                    panel[p + 3],
                    weights[start + p],
                    p + 1 < depth ? weights[start + p + 1] : 0,
                    p + 2 < depth ? weights[start + p + 2] : 0,
                    p + 3 < depth ? weights[start + p + 3] : 0);
    }

    /** The shape of loop that HotSpot's compiler turns into vector code on Java 17. */
    private static void four(
            float[] c, float[] b0, float[] b1, float[] b2, float[] b3, float a0, float a1, float a2, float a3) {
        for (int j = 0; j < c.length; j++)
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
    }
}

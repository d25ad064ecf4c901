package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The non-zeros of some filters for each window of a part of a row, as terms: each refers to the row of weights of its
 * filter and position.
 */
final class UnitLists {

    /** Filters that are listed at a time. */
    static final int MOST = 64;

    /** Space for a window's terms, and for one that is written before it is known to be zero. */
    static final int LENGTH = MOST + SparseGemmKernel.TERMS;

    private final int[] rows;
    private final float[] values;
    private final int[] ends;

    UnitLists(int windows) {
        rows = new int[windows * LENGTH];
        values = new float[windows * LENGTH];
        ends = new int[windows];
    }

    /** Lists the units of at most {@link #MOST} filters, beginning at a given one. */
    void collect(HeapCode z, Unpooling unpooling, int firstFilter, int row, int left, int columns) {
        for (int i = 0; i < columns; i++) ends[i] = i * LENGTH;
        int window = z.pooling().window(), first = row * z.shape().width() + left;
        int positions = unpooling == Unpooling.SWITCHES ? -1 : 0;
        for (int k = firstFilter; k < Math.min(z.shape().channels(), firstFilter + MOST); k++)
            append(z.values().plane(k), z.switches().plane(k), first, columns, k * window * window, positions);
        for (int i = 0; i < columns; i++) fillUp(i);
    }

    /** Writes every unit, but advances past it only if it is not zero, so that the next one overwrites zeros. */
    private void append(float[] units, float[] switches, int first, int columns, int firstRow, int positions) {
        for (int i = 0; i < columns; i++) {
            float value = units[first + i];
            int at = ends[i];
            rows[at] = firstRow + ((int) switches[first + i] & positions);
            values[at] = value;
            ends[i] = at - BranchFreeZeroTest.mask(value);
        }
    }

    private void fillUp(int window) {
        int end = ends[window];
        Arrays.fill(rows, end, end + SparseGemmKernel.TERMS - 1, 0);
        Arrays.fill(values, end, end + SparseGemmKernel.TERMS - 1, 0);
    }

    /** Adds a window's terms to its sums. */
    void add(int window, float[][] weights, float[] sums) {
        SparseGemmKernel.add(sums, weights, rows, values, window * LENGTH, ends[window]);
    }
}

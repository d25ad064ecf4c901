package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * One thread's scratch memory for the non-zeros of some filters, sorted by their positions, and for the terms that they
 * add to a pixel of Wᵀz.
 */
final class SparseTerms {

    private final FilterBank bank;
    private final int stride;
    private final int taps;
    private int across;
    private int firstRow;
    private int endRow;
    private int[] ends = new int[0];
    private int[] unitPositions = new int[0];
    private int[] positions = new int[0];
    private int[] filters = new int[0];
    private float[] values = new float[0];
    private int[] sortedFilters = new int[0];
    private float[] sortedValues = new float[0];
    private int[] rows = new int[64];
    private float[] factors = new float[64];
    private int count;

    SparseTerms(FilterBank bank) {
        this.bank = bank;
        stride = bank.stride();
        taps = bank.height() * bank.width();
    }

    /** Collects the non-zeros of filters from … end − 1 that reach some rows of pixels. */
    void collect(HeapCode z, Unpooling unpooling, int from, int end, int top, int height) {
        int padding = bank.padding().y();
        across = z.unpooledShape().width();
        firstRow = Math.max(0, OutputTile.ceiling(top + padding - bank.height() + 1, stride));
        endRow = Math.min(z.unpooledShape().height(), Math.floorDiv(top + height - 1 + padding, stride) + 1);
        int step = z.pooling().stride(), columns = z.shape().width();
        int firstUnits = Math.max(0, OutputTile.ceiling(firstRow - z.pooling().window() + 1, step));
        int endUnits = Math.min(z.shape().height(), OutputTile.ceiling(endRow, step));
        reserve(Math.multiplyExact(end - from, Math.max(0, endUnits - firstUnits) * columns), columns);
        int found = 0;
        for (int filter = from; filter < end; filter++) {
            float[] units = z.values().plane(filter);
            for (int row = firstUnits; row < endUnits; row++) {
                z.positions(filter, row, unpooling, unitPositions);
                found = append(found, units, row * columns, filter);
            }
        }
        sort(found);
    }

    private void reserve(int units, int columns) {
        if (unitPositions.length != columns) unitPositions = new int[columns];
        int length = Math.max(0, endRow - firstRow) * across + 1;
        if (ends.length != length) ends = new int[length];
        if (positions.length > units) return;
        positions = new int[units + 1];
        filters = new int[units + 1];
        values = new float[units + 1];
        sortedFilters = new int[units + 1];
        sortedValues = new float[units + 1];
    }

    /** Lists the non-zeros of a row of units without branches, which would be unpredictable. */
    private int append(int found, float[] units, int first, int filter) {
        int at = found, before = firstRow * across;
        for (int i = 0; i < unitPositions.length; i++) {
            float value = units[first + i];
            positions[at] = unitPositions[i] - before;
            filters[at] = filter;
            values[at] = value;
            at -= BranchFreeZeroTest.mask(value);
        }
        return at;
    }

    /** Groups the non-zeros by position, each group in the order of the filters. */
    private void sort(int found) {
        Arrays.fill(ends, 0);
        int length = ends.length - 1;
        for (int i = 0; i < found; i++) if (positions[i] >= 0 && positions[i] < length) ends[positions[i] + 1]++;
        for (int i = 1; i <= length; i++) ends[i] += ends[i - 1];
        for (int i = 0; i < found; i++) {
            if (positions[i] < 0 || positions[i] >= length) continue;
            int to = ends[positions[i]]++;
            sortedFilters[to] = filters[i];
            sortedValues[to] = values[i];
        }
    }

    /**
     * Adds to a pixel's sums everything that reaches it; row k·ℓ² + position of the weights holds the channels of that
     * filter and position.
     */
    void add(int y, int x, float[][] weights, float[] sums) {
        count = 0;
        int down = y + bank.padding().y(), right = x + bank.padding().x(), width = bank.width();
        for (int l = 0; l < bank.height(); l++) {
            int row = source(down - l);
            if (row < firstRow || row >= endRow) continue;
            for (int m = 0; m < width; m++) {
                int column = source(right - m);
                if (column >= 0 && column < across) list((row - firstRow) * across + column, l * width + m);
            }
        }
        for (; count % SparseGemmKernel.TERMS != 0; count++) {
            rows[count] = rows[count - 1];
            factors[count] = 0;
        }
        SparseGemmKernel.add(sums, weights, rows, factors, 0, count);
    }

    /** The activation for which the filter begins at this pixel, or −1. */
    private int source(int begin) {
        if (stride == 1) return begin;
        return begin < 0 || begin % stride != 0 ? -1 : begin / stride;
    }

    private void list(int position, int tap) {
        int first = position == 0 ? 0 : ends[position - 1], end = ends[position];
        if (count + end - first + SparseGemmKernel.TERMS > rows.length) {
            rows = Arrays.copyOf(rows, 2 * (count + end - first + SparseGemmKernel.TERMS));
            factors = Arrays.copyOf(factors, rows.length);
        }
        for (int i = first; i < end; i++) {
            rows[count] = sortedFilters[i] * taps + tap;
            factors[count++] = sortedValues[i];
        }
    }
}

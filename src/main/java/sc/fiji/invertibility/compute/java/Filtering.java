package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** W and Wᵀ, each bank by the way that suits its sizes. */
final class Filtering {

    private final WorkerPool workers;
    private final Correlation correlation;
    private final Spreading spreading;
    private final MinimalFiltering minimal;
    private final QuadFiltering quads;

    Filtering(HeapMemory memory, WorkerPool workers) {
        this.workers = workers;
        correlation = new Correlation(workers);
        spreading = new Spreading(workers);
        minimal = new MinimalFiltering(memory, workers);
        quads = new QuadFiltering(memory, workers);
    }

    /** Fills h. */
    void convolve(HeapFilters filters, HeapMap x, HeapMap h, boolean rectify) {
        float[] bias = filters.bank().hasBias() ? filters.bank().bias() : null;
        if (filtersMinimally(filters, false, x, h, bias, rectify)) return;
        for (Taps taps : filters.packing().forward()) correlation.apply(taps, x, h, bias, rectify);
    }

    /** Fills x. */
    void adjoint(HeapFilters filters, HeapMap z, HeapMap x) {
        FilterBank bank = filters.bank();
        if (filtersMinimally(filters, true, z, x, null, false)) return;
        if (Spreading.suits(bank)) {
            workers.forEach(x.shape().channels(), channel -> Arrays.fill(x.plane(channel), 0));
            spreading.apply(bank, filters.packing().places(), z, x);
        } else for (Taps taps : filters.packing().transposed()) correlation.apply(taps, z, x, null, false);
    }

    /** Whether a code of a bank need not be unpooled before. */
    static boolean spreads(FilterBank bank) {
        return !MinimalFilters.suits(bank) && Spreading.suits(bank);
    }

    /** Fills x from a code, for banks of which that is said. */
    void spread(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap x) {
        workers.forEach(x.shape().channels(), channel -> Arrays.fill(x.plane(channel), 0));
        spreading.apply(filters.bank(), filters.packing().places(), z, unpooling, x);
    }

    /** Fills x from activations that are zero but for every n-th row and column, of which only those are given. */
    void adjointOfEvery(int n, HeapFilters filters, HeapMap values, HeapMap x) {
        for (Taps taps : filters.packing().transposedOfEvery(n)) correlation.apply(taps, values, x, null, false);
    }

    /** Whether a small map of a bank is worked on pixel by pixel. */
    static boolean minimalIsWide(FilterBank bank, Shape output) {
        return MinimalFilters.suits(bank) && Tiling.of(output, bank.filters()).wide();
    }

    private boolean filtersMinimally(
            HeapFilters filters, boolean transposed, HeapMap in, HeapMap out, float[] bias, boolean rectify) {
        if (!MinimalFilters.suits(filters.bank())) return false;
        try {
            Tiling tiling = Tiling.of(out.shape(), in.shape().channels());
            MinimalFilters packed = filters.packing().minimal(workers, transposed, tiling);
            if (tiling == Tiling.QUADS) quads.apply(packed, in, out, bias, rectify);
            else minimal.apply(packed, in, out, bias, rectify);
            return true;
        } catch (OutOfDeviceMemory noRoom) {
            return false;
        }
    }
}

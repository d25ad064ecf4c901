package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/** W and Wᵀ, each by the method that suits the sizes of the bank and the map. */
final class ConvolutionDispatch {

    private final WorkerPool workers;
    private final DirectCorrelation correlation;
    private final Col2ImAdjoint col2Im;
    private final WinogradF4x4 f4x4;
    private final WinogradF2x2 f2x2;

    ConvolutionDispatch(HeapMemory memory, WorkerPool workers) {
        this.workers = workers;
        correlation = new DirectCorrelation(workers);
        col2Im = new Col2ImAdjoint(workers);
        f4x4 = new WinogradF4x4(memory, workers);
        f2x2 = new WinogradF2x2(memory, workers);
    }

    /** Fills h. */
    void convolve(HeapFilters filters, HeapMap x, HeapMap h, boolean rectify) {
        float[] bias = filters.bank().hasBias() ? filters.bank().bias() : null;
        if (tryWinograd(filters, false, x, h, bias, rectify)) return;
        for (FilterTaps taps : filters.layouts().forward()) correlation.apply(taps, x, h, bias, rectify);
    }

    /** Fills x. */
    void adjoint(HeapFilters filters, HeapMap z, HeapMap x) {
        FilterBank bank = filters.bank();
        if (tryWinograd(filters, true, z, x, null, false)) return;
        if (Col2ImAdjoint.suits(bank)) {
            workers.forEach(x.shape().channels(), channel -> Arrays.fill(x.plane(channel), 0));
            col2Im.apply(bank, filters.layouts().positions(), z, x);
        } else for (FilterTaps taps : filters.layouts().transposed()) correlation.apply(taps, z, x, null, false);
    }

    /** Whether a code can be passed to {@link #spread} instead of being unpooled first. */
    static boolean spreads(FilterBank bank) {
        return !WinogradWeights.suits(bank) && Col2ImAdjoint.suits(bank);
    }

    /** Fills x from a code, for banks that {@link #spreads} accepts. */
    void spread(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap x) {
        workers.forEach(x.shape().channels(), channel -> Arrays.fill(x.plane(channel), 0));
        col2Im.apply(filters.bank(), filters.layouts().positions(), z, unpooling, x);
    }

    /** Fills x from activations that are zero except in every n-th row and column, of which only these are given. */
    void adjointOfEvery(int n, HeapFilters filters, HeapMap values, HeapMap x) {
        for (FilterTaps taps : filters.layouts().transposedOfEvery(n)) correlation.apply(taps, values, x, null, false);
    }

    /** Whether Winograd's method processes a small map pixel by pixel. */
    static boolean winogradIsWide(FilterBank bank, Shape output) {
        return WinogradWeights.suits(bank)
                && WinogradVariant.of(output, bank.filters()).wide();
    }

    private boolean tryWinograd(
            HeapFilters filters, boolean transposed, HeapMap in, HeapMap out, float[] bias, boolean rectify) {
        if (!WinogradWeights.suits(filters.bank())) return false;
        try {
            WinogradVariant variant = WinogradVariant.of(out.shape(), in.shape().channels());
            WinogradWeights packed = filters.layouts().winograd(workers, transposed, variant);
            if (variant == WinogradVariant.F2X2) f2x2.apply(packed, in, out, bias, rectify);
            else f4x4.apply(packed, in, out, bias, rectify);
            return true;
        } catch (OutOfDeviceMemory noRoom) {
            return false;
        }
    }
}

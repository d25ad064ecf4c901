package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A bank in device memory. Its weights lie there once for each direction that is asked for: in the order
 * of the kernel that runs h = Wx, and in that of the kernel that runs x̂ = Wᵀz.
 */
final class DeviceFilters implements PackedFilters {

    private final FilterBank bank;
    private final Convolution convolution;
    private final PackedCorrelation forward;
    private PackedCorrelation transpose;
    private boolean closed;

    DeviceFilters(FilterBank bank, Convolution convolution) {
        this.bank = bank;
        this.convolution = convolution;
        this.forward = convolution.pack(Correlation.of(bank));
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    PackedCorrelation forward() {
        requireOpen();
        return forward;
    }

    /** {@return what {@link Convolution#transposed} reads} */
    PackedCorrelation transpose() {
        requireOpen();
        if (transpose == null) transpose = convolution.packTranspose(bank);
        return transpose;
    }

    @Override
    public void close() {
        closed = true;
        forward.close();
        if (transpose != null) transpose.close();
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this filter bank was closed already");
    }
}

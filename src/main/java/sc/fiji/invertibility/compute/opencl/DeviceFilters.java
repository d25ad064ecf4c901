package sc.fiji.invertibility.compute.opencl;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
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
    private final List<PackedTranspose> transpose = new ArrayList<>();
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

    /** {@return the parts of Wᵀ, which together fill every pixel once} */
    List<PackedTranspose> transpose() {
        requireOpen();
        if (transpose.isEmpty()) {
            int t = bank.stride();
            try {
                for (int i = 0; i < t * t; i++) {
                    Transpose part = Transpose.part(bank, i / t, i % t);
                    transpose.add(new PackedTranspose(part, convolution.pack(part.correlation())));
                }
            } catch (OutOfDeviceMemory e) {
                forgetTranspose();
                throw e;
            }
        }
        return transpose;
    }

    @Override
    public void close() {
        closed = true;
        forward.close();
        forgetTranspose();
    }

    private void forgetTranspose() {
        transpose.forEach(part -> part.packed().close());
        transpose.clear();
    }

    /** A part of Wᵀ and its weights in device memory. */
    record PackedTranspose(Transpose part, PackedCorrelation packed) {}

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this filter bank was closed already");
    }
}

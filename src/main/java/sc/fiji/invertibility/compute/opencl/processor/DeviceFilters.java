package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.compute.opencl.device.OwnedFilters;
import sc.fiji.invertibility.compute.opencl.device.TransposedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A bank in device memory. Its weights are uploaded, in the order that the kernels need, when these first run h = Wx or
 * x̂ = Wᵀz.
 */
final class DeviceFilters implements OwnedFilters {

    private final WeightPacker packer;
    private final FilterBank bank;
    private final DeviceParameters parameters;
    private final PackedWeights forward;
    private List<PackedTranspose> transpose;
    private boolean closed;

    /** A part of Wᵀ and its weights. */
    record PackedTranspose(TransposedFilters part, PackedWeights packings) {}

    /**
     * @param parameters the weights and the bias, if they are on the device already instead of in the bank
     */
    DeviceFilters(WeightPacker packer, FilterBank bank, DeviceParameters parameters) {
        packer.memory().requireOpen();
        this.packer = packer;
        this.bank = bank;
        this.parameters = parameters;
        this.forward = new PackedWeights(packer, CorrelationDescriptor.of(bank), parameters);
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    @Override
    public boolean isFrom(DeviceMemory pool) {
        if (closed) throw new IllegalStateException("this filter bank was closed already");
        return pool == packer.memory();
    }

    PackedWeights forward() {
        return forward;
    }

    /** {@return the parts of Wᵀ, which together fill every pixel once} */
    List<PackedTranspose> transpose() {
        if (transpose == null) {
            int t = bank.stride();
            transpose = IntStream.range(0, t * t)
                    .mapToObj(i -> TransposedFilters.part(bank, i / t, i % t))
                    .map(part -> new PackedTranspose(
                            part,
                            new PackedWeights(
                                    packer, part.correlation(), parameters == null ? null : parameters.unbiased())))
                    .toList();
        }
        return transpose;
    }

    @Override
    public void close() {
        if (!closed && parameters != null) parameters.close();
        closed = true;
        forward.close();
        if (transpose != null) transpose.forEach(part -> part.packings().close());
    }
}

package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.compute.opencl.device.OwnedFilters;
import sc.fiji.invertibility.compute.opencl.device.TransposedFilters;
import sc.fiji.invertibility.filters.FilterBank;

/** A bank in device memory. Its weights are uploaded when h = Wx or x̂ = Wᵀz first needs them. */
final class GpuFilters implements OwnedFilters {

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final FilterBank bank;
    private final DeviceParameters parameters;
    private final PackedWeights forward;
    private List<Part> transpose;
    private boolean closed;

    /**
     * A part of Wᵀ.
     *
     * @param transpose its correlation and the pixels that it fills
     * @param weights in the order in which its kernels read them
     */
    record Part(TransposedFilters transpose, PackedWeights weights) {}

    /**
     * @param parameters the weights and the bias, if they are on the device already instead of in the bank
     */
    GpuFilters(GpuDevice device, DeviceMemory memory, FilterBank bank, DeviceParameters parameters) {
        memory.requireOpen();
        this.device = device;
        this.memory = memory;
        this.bank = bank;
        this.parameters = parameters;
        this.forward = new PackedWeights(device, memory, CorrelationDescriptor.of(bank), parameters);
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    @Override
    public boolean isFrom(DeviceMemory pool) {
        if (closed) throw new IllegalStateException("this filter bank was closed already");
        return pool == memory;
    }

    PackedWeights forward() {
        return forward;
    }

    /** {@return the parts of Wᵀ, which together fill every pixel once} */
    List<Part> transpose() {
        if (transpose == null) {
            int t = bank.stride();
            transpose = IntStream.range(0, t * t)
                    .mapToObj(i -> TransposedFilters.part(bank, i / t, i % t))
                    .map(part -> new Part(
                            part,
                            new PackedWeights(
                                    device,
                                    memory,
                                    part.correlation(),
                                    parameters == null ? null : parameters.unbiased())))
                    .toList();
        }
        return transpose;
    }

    @Override
    public void close() {
        if (!closed && parameters != null) parameters.close();
        closed = true;
        forward.close();
        if (transpose != null) transpose.forEach(part -> part.weights().close());
    }
}

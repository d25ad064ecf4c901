package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * A bank in the device memory of one engine. Its weights are uploaded, in the order that the kernels need, when these
 * first run h = Wx or x̂ = Wᵀz.
 *
 * @param <W> the weights of a correlation, packed for the kernels of a family
 */
public final class DeviceFilters<W extends AutoCloseable> implements PackedFilters {

    private final DeviceMemory memory;
    private final FilterBank bank;
    private final DeviceParameters parameters;
    private final BiFunction<CorrelationDescriptor, DeviceParameters, W> packing;
    private final Scope owned = new Scope();
    private final W forward;
    private List<Part<W>> transpose;
    private boolean closed;

    /**
     * A part of Wᵀ.
     *
     * @param <W> the type of its weights
     * @param transpose its correlation and the pixels that it fills
     * @param weights in the order in which its kernels read them
     */
    public record Part<W>(TransposedFilters transpose, W weights) {}

    /**
     * Uploads nothing yet.
     *
     * @param memory the memory of the engine
     * @param bank the bank W
     * @param parameters the weights and the bias, if they are on the device already instead of in the bank, else null
     * @param packing makes the weights of a correlation
     */
    public DeviceFilters(
            DeviceMemory memory,
            FilterBank bank,
            DeviceParameters parameters,
            BiFunction<CorrelationDescriptor, DeviceParameters, W> packing) {
        memory.requireOpen();
        this.memory = memory;
        this.bank = bank;
        this.parameters = parameters == null ? null : owned.own(parameters);
        this.packing = packing;
        this.forward = owned.own(packing.apply(CorrelationDescriptor.of(bank), parameters));
    }

    @Override
    public FilterBank bank() {
        return bank;
    }

    boolean isFrom(DeviceMemory pool) {
        if (closed) throw new IllegalStateException("this filter bank was closed already");
        return pool == memory;
    }

    /** {@return the weights of W} */
    public W forward() {
        return forward;
    }

    /** {@return the parts of Wᵀ, which together fill every pixel once} */
    public List<Part<W>> transpose() {
        if (transpose == null) {
            int t = bank.stride();
            DeviceParameters weights = parameters == null ? null : parameters.unbiased();
            transpose = IntStream.range(0, t * t)
                    .mapToObj(i -> TransposedFilters.part(bank, i / t, i % t))
                    .map(part -> new Part<>(part, owned.own(packing.apply(part.correlation(), weights))))
                    .toList();
        }
        return transpose;
    }

    @Override
    public void close() {
        closed = true;
        owned.close();
    }
}

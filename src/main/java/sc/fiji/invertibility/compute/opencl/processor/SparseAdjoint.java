package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.filters.FilterBank;

/** x̂ = Wᵀz by the non-zeros of z, if there is a kernel for it and it is faster than a dense transpose. */
final class SparseAdjoint {

    /** The number of weights of a filter from which on counting non-zeros costs little compared with filtering. */
    private static final int FEWEST_WEIGHTS = 2048;

    /** The number of zeros per non-zero from which on a map counts as sparse. */
    private static final int ZEROS = 8;

    /** Codes that are transposed together: more than fit side by side into a second-level cache. */
    private static final int TOGETHER = 32;

    private final ProcessorReductions reductions;
    private final PatchAdjoint patchAdjoint;
    private final ScatterAdjoint scatter;

    SparseAdjoint(TunedDevice device, DeviceMemory memory, ProcessorReductions reductions) {
        this.reductions = reductions;
        this.patchAdjoint = new PatchAdjoint(device, memory);
        this.scatter = new ScatterAdjoint(device, memory);
    }

    /** {@return whether this can transpose a code} */
    boolean suits(DeviceCode z, Unpooling unpooling, DeviceFilters<PackedWeights> w) {
        CorrelationDescriptor c = w.forward().correlation();
        WindowUnits units = WindowUnits.of(z, unpooling);
        return suitsPatches(c, units) || scatter.suits(c, units);
    }

    /** {@return whether this can transpose codes of a kind, unless they are extremely large} */
    boolean suits(FilterBank bank, Shape activations, Pooling pooling, Unpooling unpooling) {
        CorrelationDescriptor c = CorrelationDescriptor.of(bank);
        int window = unpooling == Unpooling.TOP_LEFT ? 1 : pooling.window();
        return patchAdjoint.suits(c, window, pooling.pooledShape(activations).pixels())
                || ConvolutionMethod.SCATTER.suits(c);
    }

    private boolean suitsPatches(CorrelationDescriptor c, WindowUnits z) {
        return patchAdjoint.suits(c, z.window(), (long) z.rows() * z.columns());
    }

    /** Fills x̂ from a code that this can transpose. */
    void run(DeviceCode z, Unpooling unpooling, DeviceFilters<PackedWeights> w, DeviceMap x) {
        PackedWeights packings = w.forward();
        WindowUnits units = WindowUnits.of(z, unpooling);
        if (suitsPatches(packings.correlation(), units))
            patchAdjoint.run(units, packings.in(ConvolutionMethod.PLAIN), x);
        else scatter.run(List.of(units), packings.in(ConvolutionMethod.SCATTER), List.of(x));
    }

    /** {@return whether it is worth testing a map} */
    boolean suits(DeviceMap z, DeviceFilters<PackedWeights> w) {
        CorrelationDescriptor c = w.forward().correlation();
        return (long) c.channels() * c.height() * c.width() >= FEWEST_WEIGHTS
                && scatter.suits(c, WindowUnits.of(z))
                && reductions.nonzeros(z) <= z.shape().size() / ZEROS;
    }

    /** Fills x̂ from a map that is sparse enough. */
    void run(DeviceMap z, DeviceFilters<PackedWeights> w, DeviceMap x) {
        scatter.run(List.of(WindowUnits.of(z)), w.forward().in(ConvolutionMethod.SCATTER), List.of(x));
    }

    /** {@return whether W is read once for several codes like this one} */
    boolean suitsSeveral(DeviceCode z, Unpooling unpooling, DeviceFilters<PackedWeights> w) {
        return scatter.suits(w.forward().correlation(), WindowUnits.of(z, unpooling));
    }

    /** Fills x̂ from codes of one shape and pooling that this can transpose, some of them at a time. */
    void run(List<DeviceCode> z, Unpooling unpooling, DeviceFilters<PackedWeights> w, List<DeviceMap> x) {
        PackedCorrelation packed = w.forward().in(ConvolutionMethod.SCATTER);
        for (int i = 0; i < z.size(); i += TOGETHER) {
            int end = Math.min(i + TOGETHER, z.size());
            scatter.run(
                    z.subList(i, end).stream()
                            .map(code -> WindowUnits.of(code, unpooling))
                            .toList(),
                    packed,
                    x.subList(i, end));
        }
    }
}

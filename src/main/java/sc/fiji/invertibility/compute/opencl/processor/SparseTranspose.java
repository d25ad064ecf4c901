package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.Correlation;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.filters.FilterBank;

/** x̂ = Wᵀz by the non-zeros of z, where there is a kernel for it and it is faster than a dense transpose. */
final class SparseTranspose {

    /** Weights of a filter, from which on counting non-zeros costs little beside filtering. */
    private static final int FEWEST_WEIGHTS = 2048;

    /** How many zeros there are to a non-zero where a map counts as sparse. */
    private static final int ZEROS = 8;

    /** Codes that are transposed together: more than fit beside one another into a second-level cache. */
    private static final int TOGETHER = 32;

    private final Reductions reductions;
    private final Patches patches;
    private final Scatter scatter;

    SparseTranspose(TunedDevice device, DeviceMemory memory, Reductions reductions) {
        this.reductions = reductions;
        this.patches = new Patches(device, memory);
        this.scatter = new Scatter(device, memory);
    }

    /** {@return whether this can transpose a code} */
    boolean suits(DeviceCode z, Unpooling unpooling, DeviceFilters w) {
        Correlation c = w.forward().correlation();
        Units units = Units.of(z, unpooling);
        return patches.suits(c, units.window()) || scatter.suits(c, units);
    }

    /** {@return whether this can transpose codes of a kind, unless they are extremely large} */
    boolean suits(FilterBank bank, Pooling pooling, Unpooling unpooling) {
        Correlation c = Correlation.of(bank);
        int window = unpooling == Unpooling.TOP_LEFT ? 1 : pooling.window();
        return patches.suits(c, window) || Method.SCATTER.suits(c);
    }

    /** Fills x̂ from a code that suits. */
    void run(DeviceCode z, Unpooling unpooling, DeviceFilters w, DeviceMap x) {
        Packings packings = w.forward();
        Units units = Units.of(z, unpooling);
        if (patches.suits(packings.correlation(), units.window())) patches.run(units, packings.in(Method.PLAIN), x);
        else scatter.run(List.of(units), packings.in(Method.SCATTER), List.of(x));
    }

    /** {@return whether a map of any values is worth it} */
    boolean suits(DeviceMap z, DeviceFilters w) {
        Correlation c = w.forward().correlation();
        return (long) c.channels() * c.height() * c.width() >= FEWEST_WEIGHTS
                && scatter.suits(c, Units.of(z))
                && reductions.nonzeros(z) <= z.shape().size() / ZEROS;
    }

    /** Fills x̂ from a map that suits. */
    void run(DeviceMap z, DeviceFilters w, DeviceMap x) {
        scatter.run(List.of(Units.of(z)), w.forward().in(Method.SCATTER), List.of(x));
    }

    /** {@return whether W is read once for several codes like this one} */
    boolean suitsSeveral(DeviceCode z, Unpooling unpooling, DeviceFilters w) {
        return scatter.suits(w.forward().correlation(), Units.of(z, unpooling));
    }

    /** Fills x̂ from codes of one shape and pooling that suit, some of them at a time. */
    void run(List<DeviceCode> z, Unpooling unpooling, DeviceFilters w, List<DeviceMap> x) {
        PackedCorrelation packed = w.forward().in(Method.SCATTER);
        for (int i = 0; i < z.size(); i += TOGETHER) {
            int end = Math.min(i + TOGETHER, z.size());
            scatter.run(
                    z.subList(i, end).stream()
                            .map(code -> Units.of(code, unpooling))
                            .toList(),
                    packed,
                    x.subList(i, end));
        }
    }
}

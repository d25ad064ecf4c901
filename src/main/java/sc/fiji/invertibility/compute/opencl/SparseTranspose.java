package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.Unpooling;

/** x̂ = Wᵀz by the non-zeros of z, where there is a kernel for it and it is faster than a dense transpose. */
final class SparseTranspose {

    /** Weights of a filter, from which on counting non-zeros costs little beside filtering. */
    private static final int FEWEST_WEIGHTS = 2048;

    /** How many zeros there are to a non-zero where a map counts as sparse. */
    private static final int ZEROS = 8;

    private final Reductions reductions;
    private final Patches patches;
    private final Scatter scatter;

    SparseTranspose(DeviceContext device, DeviceMemory memory, Reductions reductions) {
        this.reductions = reductions;
        this.patches = new Patches(device, memory);
        this.scatter = new Scatter(device, memory);
    }

    /** {@return whether this can transpose a code} */
    boolean suits(DeviceCode z, Unpooling unpooling, DeviceFilters w) {
        Correlation c = w.forward().correlation();
        Units units = Units.of(z, unpooling);
        return patches.suits(c, units) || scatter.suits(c, units);
    }

    /** Fills x̂ from a code that suits. */
    void run(DeviceCode z, Unpooling unpooling, DeviceFilters w, DeviceMap x) {
        Packings packings = w.forward();
        Units units = Units.of(z, unpooling);
        if (patches.suits(packings.correlation(), units)) patches.run(units, packings.in(Method.PLAIN), x);
        else scatter.run(units, packings.in(Method.SCATTER), x);
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
        scatter.run(Units.of(z), w.forward().in(Method.SCATTER), x);
    }
}

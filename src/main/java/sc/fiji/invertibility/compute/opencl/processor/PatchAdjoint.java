package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * x̂ = Wᵀz with few channels, where z is a pooled code: all units at one position add to one patch of x̂, each with its
 * filter moved to its position in the window.
 */
final class PatchAdjoint {

    /** Words of moved filters above which they no longer fit into a second-level cache, and are added in parts. */
    private static final int MOST_WORDS = 1 << 17;

    /** Words of all moved filters above which they take too much memory. */
    private static final int MOST_MOVED = 1 << 20;

    /** Positions of units below which moving so many filters takes longer than it saves. */
    private static final int FEWEST_POSITIONS = 2000;

    /** Filters are added in multiples of so many, as the kernel looks for their non-zeros. */
    private static final int MASKED = 64;

    /** Columns of a row of a patch that are added at a time. */
    private static final int MOST_COLUMNS = 8;

    /** Vectors of a patch that one kernel holds in registers. */
    private static final int[] VECTORS = {3, 5, 7, 9};

    /** Rows of units per strip. */
    private static final int STRIP = 8;

    private final TunedDevice device;
    private final DeviceMemory memory;

    PatchAdjoint(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /**
     * The patch of a window, divided into pieces of one row each.
     *
     * @param height rows
     * @param rowPieces pieces per row
     * @param columns columns per piece
     * @param vectors the number of vectors that are held at a time
     * @param passes the number of passes in which all are held once
     */
    private record Patch(int height, int rowPieces, int columns, int vectors, int passes) {

        static Patch of(CorrelationDescriptor c, int window) {
            int height = WindowUnits.reachOfWindow(window, c.height(), c.stride());
            int width = WindowUnits.reachOfWindow(window, c.width(), c.stride());
            int rowPieces = MapLayout.blocks(width, MOST_COLUMNS);
            int columns = MapLayout.blocks(width, rowPieces);
            int pieces = c.channels() * height * rowPieces;
            int vectors = IntStream.of(VECTORS)
                    .filter(v -> pieces <= v * MapLayout.BLOCK / columns)
                    .findFirst()
                    .orElse(VECTORS[VECTORS.length - 1]);
            return new Patch(
                    height, rowPieces, columns, vectors, MapLayout.blocks(pieces, vectors * MapLayout.BLOCK / columns));
        }

        int words() {
            return vectors * MapLayout.BLOCK;
        }

        long words(int filters, int window) {
            return (long) passes * filters * window * window * words();
        }

        /** How many filters are added at a time. */
        int together(int window) {
            return (int) Math.max(1, MOST_WORDS / words(MASKED, window)) * MASKED;
        }
    }

    /**
     * Returns whether this can transpose a bank, and is faster than a dense transpose.
     *
     * @param positions the number of windows of a code, each with a unit for every filter
     */
    boolean suits(CorrelationDescriptor c, int window, long positions) {
        if (c.groups() > 1 || BlockedLayout.of(c.channels()) > 1) return false;
        Patch patch = Patch.of(c, window);
        long words = patch.words(c.filters(), window);
        if (words <= MOST_WORDS) return true;
        return positions >= FEWEST_POSITIONS && words <= MOST_MOVED && patch.words(MASKED, window) <= MOST_WORDS;
    }

    /**
     * Fills x̂.
     *
     * @param packed the bank itself, not its transpose
     */
    void run(WindowUnits z, PackedCorrelation packed, DeviceMap x) {
        CorrelationDescriptor c = packed.correlation();
        Patch patch = Patch.of(c, z.window());
        int step = z.spacing() * c.stride();
        int strips = (z.rows() + STRIP - 1) / STRIP;
        int sumRows = z.reach(Math.min(STRIP, z.rows()), c.height(), c.stride());
        int pitch = (z.columns() - 1) * step + patch.rowPieces * MOST_COLUMNS;
        try (DeviceBuffer shifted = memory.take(patch.words(c.filters(), z.window()));
                DeviceBuffer sums = memory.take((long) strips * c.channels() * sumRows * pitch)) {
            shift(z, packed, patch, shifted);
            int together = patch.together(z.window());
            for (int pass = 0; pass < patch.passes; pass++)
                for (int from = 0; from < z.filters(); from += together)
                    device.kernel("patches_" + patch.vectors)
                            .run(
                                    NDRange.of(1, strips),
                                    List.of(
                                            z.units(),
                                            z.filters(),
                                            z.values().layout().lanes(),
                                            z.rows(),
                                            z.columns()),
                                    List.of(STRIP, shifted, z.positionsOfWindow(), pass),
                                    List.of(from, Math.min(from + together, z.filters())),
                                    List.of(sums, c.channels(), sumRows, pitch),
                                    List.of(patch.height, patch.rowPieces, patch.columns, step));
            Shape shape = x.shape();
            device.kernel("combine_strips")
                    .run(
                            NDRange.of(Tuning.GROUP, MapLayout.vectors(shape.width()), shape.height(), c.channels()),
                            List.of(sums, c.channels(), sumRows, pitch, strips, STRIP * step),
                            List.of(x, shape.height(), shape.width(), c.paddingY(), c.paddingX()));
        }
    }

    private void shift(WindowUnits z, PackedCorrelation packed, Patch patch, DeviceBuffer shifted) {
        CorrelationDescriptor c = packed.correlation();
        device.kernel("shift_filters")
                .run(
                        NDRange.of(1, z.positionsOfWindow(), z.filters(), patch.passes),
                        List.of(packed.weights(), shifted, c.filters(), c.channels(), c.height(), c.width()),
                        List.of(z.window(), c.stride()),
                        List.of(patch.height, patch.rowPieces, patch.columns, patch.words()));
    }
}

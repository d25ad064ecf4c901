package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * x̂ = Wᵀz with many channels, where z is mostly zero: each entry of a list of z's non-zeros adds its filter to the
 * output around it.
 */
final class ScatterAdjoint {

    /** Filters per list. */
    private static final int NEAR_FILTERS = 64;

    /** The largest number of positions of a window that are distinguished in the lists. */
    private static final int MOST_GROUPS = 9;

    private final TunedDevice device;
    private final DeviceMemory memory;

    ScatterAdjoint(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** Returns whether this can transpose a bank. */
    boolean suits(CorrelationDescriptor c, WindowUnits z) {
        long sums = (long) z.reach(z.rows(), c.height(), c.stride()) * z.reach(z.columns(), c.width(), c.stride());
        return c.groups() == 1
                && BlockedLayout.of(c.channels()) > 1
                && sums <= Integer.MAX_VALUE
                && (long) NEAR_FILTERS * z.rows() * z.columns() <= Integer.MAX_VALUE
                && (long) NEAR_FILTERS * z.positionsOfWindow() <= Integer.MAX_VALUE;
    }

    /**
     * Fills x̂ of several codes with the same shape and windows; W is read once for all of them.
     *
     * @param packed the bank, not its transpose
     */
    void run(List<WindowUnits> codes, PackedCorrelation packed, List<DeviceMap> x) {
        WindowUnits z = codes.get(0);
        Panels panels = Panels.of(packed.correlation(), z, x.get(0).shape(), codes.size());
        int chunks = MapLayout.blocks(z.filters(), NEAR_FILTERS);
        long units = (long) z.rows() * z.columns();
        long lists = (long) codes.size() * chunks;
        int blocks = x.get(0).layout().blocks();
        try (DeviceBuffer first = memory.take(lists * (units * groups(z) + 1));
                DeviceBuffer nonzeros = memory.take(2 * lists * NEAR_FILTERS * units);
                DeviceBuffer sums = memory.take(blocks * panels.vectors() * MapLayout.BLOCK);
                DeviceBuffer touched = memory.take((long) blocks * panels.groups() * MapLayout.BLOCK)) {
            for (int code = 0; code < codes.size(); code++) list(codes.get(code), code, chunks, first, nonzeros);
            add(z, packed, panels, blocks, first, nonzeros, sums, touched);
            for (int code = 0; code < codes.size(); code++)
                gather(sums, code, x.get(code), packed.correlation(), panels);
        }
    }

    /** The number of positions of a window that are distinguished: all, or none. */
    private static int groups(WindowUnits z) {
        return z.positionsOfWindow() <= MOST_GROUPS ? z.positionsOfWindow() : 1;
    }

    private void list(WindowUnits z, int code, int chunks, DeviceBuffer first, DeviceBuffer nonzeros) {
        device.kernel("list_nonzeros")
                .run(
                        NDRange.of(1, chunks),
                        List.of(z.units(), z.filters(), z.values().layout().lanes(), z.rows() * z.columns()),
                        List.of(groups(z), code, first, nonzeros));
    }

    private void add(
            WindowUnits z,
            PackedCorrelation packed,
            Panels panels,
            int blocks,
            DeviceBuffer first,
            DeviceBuffer nonzeros,
            DeviceBuffer sums,
            DeviceBuffer touched) {
        CorrelationDescriptor c = packed.correlation();
        device.kernel(kernel(c, z))
                .run(
                        NDRange.of(1, blocks, panels.groups()),
                        List.of(first, nonzeros, c.filters(), z.columns(), z.window(), groups(z), c.stride()),
                        List.of(packed.weights(), c.height(), c.width(), sums, touched, panels.near()),
                        panels.arguments());
    }

    private static String kernel(CorrelationDescriptor c, WindowUnits z) {
        boolean small = c.height() == 3 && c.width() == 3 && c.stride() == 1 && z.window() <= 3;
        return small ? "scatter_3x3_" + z.window() : "scatter_any";
    }

    private void gather(DeviceBuffer sums, int code, DeviceMap x, CorrelationDescriptor c, Panels panels) {
        NDRange range = NDRange.of(1, x.layout().blocks(), panels.strips());
        device.kernel("gather_panels").run(range, sums, code, x, x.shape().width(), c.paddingX(), panels.arguments());
    }
}

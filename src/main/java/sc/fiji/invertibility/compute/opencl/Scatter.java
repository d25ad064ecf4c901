package sc.fiji.invertibility.compute.opencl;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Shape;

/**
 * x̂ = Wᵀz of many channels where z is mostly zero: a list of z's non-zeros, each of which adds its filter to
 * the output around it.
 */
final class Scatter {

    private final DeviceContext device;
    private final DeviceMemory memory;

    Scatter(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** Tells whether this can transpose a bank; GPUs have the dense kernels. */
    boolean suits(Correlation c, Units z) {
        long sums = (long) z.reach(z.rows(), c.height(), c.stride()) * z.reach(z.columns(), c.width(), c.stride());
        return !device.tuning().interleaved()
                && c.groups() == 1
                && Layout.lanes(c.channels()) > 1
                && sums <= Integer.MAX_VALUE
                && (long) z.filters() * (z.rows() + 1) <= Integer.MAX_VALUE;
    }

    /**
     * Fills x̂ of several codes of the same shape and windows: W is read once for all of them.
     *
     * @param packed the bank, not its transpose
     */
    void run(List<Units> codes, PackedCorrelation packed, List<DeviceMap> x) {
        Units z = codes.get(0);
        Panels panels = Panels.of(packed.correlation(), z, x.get(0).shape(), codes.size());
        long lists = (long) codes.size() * z.filters();
        int blocks = x.get(0).layout().blocks();
        try (DeviceBuffer first = memory.take(lists * (z.rows() + 1));
                DeviceBuffer nonzeros = memory.take(2 * lists * z.rows() * z.columns());
                DeviceBuffer sums = memory.take(blocks * panels.vectors() * Layout.BLOCK)) {
            for (int code = 0; code < codes.size(); code++)
                list(codes.get(code), code, packed.correlation(), panels, first, nonzeros);
            add(z, packed, panels, blocks, first, nonzeros, sums);
            for (int code = 0; code < codes.size(); code++)
                gather(sums, code, x.get(code), packed.correlation(), panels);
        }
    }

    private void list(Units z, int code, Correlation c, Panels panels, DeviceBuffer first, DeviceBuffer nonzeros) {
        device.kernel("list_nonzeros")
                .run(
                        Range.of(1, z.filters()),
                        z.values().buffer(),
                        z.places(),
                        z.topLeft() ? 1 : 0,
                        z.filters(),
                        z.values().layout().lanes(),
                        z.rows(),
                        z.columns(),
                        z.window(),
                        z.spacing(),
                        c.stride(),
                        panels.pitch(),
                        code,
                        first,
                        nonzeros);
    }

    private void add(
            Units z,
            PackedCorrelation packed,
            Panels panels,
            int blocks,
            DeviceBuffer first,
            DeviceBuffer nonzeros,
            DeviceBuffer sums) {
        Correlation c = packed.correlation();
        List<Object> arguments = new ArrayList<>(
                List.of(first, nonzeros, c.filters(), z.columns(), packed.weights(), c.height(), c.width()));
        arguments.addAll(List.of(sums, panels.near()));
        arguments.addAll(panels.arguments());
        device.kernel(c.height() == 3 && c.width() == 3 ? "scatter_3x3" : "scatter_any")
                .run(Range.of(1, blocks, panels.groups()), arguments.toArray());
    }

    private void gather(DeviceBuffer sums, int code, DeviceMap x, Correlation c, Panels panels) {
        Shape shape = x.shape();
        List<Object> arguments = new ArrayList<>(List.of(sums, code, x.buffer(), shape.width(), c.paddingX()));
        arguments.addAll(panels.arguments());
        Range range = Range.of(
                device.tuning().group(),
                shape.width(),
                shape.height(),
                x.layout().blocks());
        device.kernel("gather_panels").run(range, arguments.toArray());
    }
}

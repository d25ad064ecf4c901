package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.filters.FilterBank;

/** The gradient with respect to a bank's filters. The shares follow from the sizes and the device, and so do the bits. */
final class FilterGradient {

    private static final int GROUP = 256;

    /** Groups for each of the device's units, beyond which more shares only cost memory. */
    private static final int GROUPS_OF_UNIT = 8;

    /** Pixels of a share, at least. */
    private static final int FEWEST_PIXELS = 512;

    private final GpuDevice device;
    private final DeviceMemory memory;

    /** Items along each side of a group. */
    private final int side;

    private final ProgramSource source;

    FilterGradient(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        int group = device.limits().group(GROUP);
        this.side = group >= 256 ? 16 : group >= 64 ? 8 : 4;
        this.source = ProgramSource.of("gradient.cl", "SIDE", side);
    }

    void run(FilterBank bank, MapBatch x, MapBatch g, DeviceMap result) {
        int filters = bank.filters() / bank.groups(), tile = 4 * side;
        int weights = bank.filterChannels() * bank.height() * bank.width();
        int across = (weights + tile - 1) / tile, down = (filters + tile - 1) / tile;
        long pixels = g.images() * g.shape().pixels(), size = result.shape().size();
        long wanted = (long) GROUPS_OF_UNIT * device.limits().units() / ((long) across * down * bank.groups()) + 1;
        int shares = (int) Math.max(1, Math.min(wanted, pixels / FEWEST_PIXELS));
        try (DeviceBuffer sums = memory.take(size * shares)) {
            NDRange range = NDRange.of(side * side, (long) side * side * across, down, (long) bank.groups() * shares);
            device.kernel(source, "filter_gradient")
                    .run(
                            range,
                            List.of(x.strided(), x.shape().height(), x.shape().width()),
                            List.of(g.strided(), g.shape().height(), g.shape().width()),
                            List.of(filters, bank.filterChannels(), bank.groups(), bank.height(), bank.width()),
                            List.of(
                                    bank.stride(),
                                    bank.padding().y(),
                                    bank.padding().x()),
                            List.of(pixels, (pixels + shares - 1) / shares, sums));
            device.kernel(source, "gradient_total")
                    .run(NDRange.of(device.limits().group(GROUP), size), sums, size, shares, result);
        }
    }
}

package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/**
 * Runs a 3×3 correlation by Winograd filtering, one strip of tiles at a time: each work-item does all steps for a small
 * strip or, if the filters are large, one of the steps.
 */
final class Winograd {

    /** Words of filters, 16 MiB, that stay in the last-level cache while each strip uses all of them. */
    private static final long RESIDENT = 1 << 22;

    private final WinogradStrips strips;
    private final WinogradPacks packs;

    Winograd(TunedDevice device, DeviceMemory memory) {
        this.strips = new WinogradStrips(device, memory);
        this.packs = new WinogradPacks(device, memory);
    }

    /**
     * Fills a map or a code.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if a strip does not fit into memory; nothing is written
     *     in that case
     */
    void run(DeviceMap in, PackedCorrelation packed, WinogradEpilogue out) {
        if (packed.weights().words() <= RESIDENT) strips.run(in, packed, out);
        else packs.run(in, packed, out);
    }
}

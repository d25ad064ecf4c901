package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Finds units in a range of magnitudes: each work-item has a share of neighbouring vectors, in which it counts them
 * before other kernels write them one after the other.
 *
 * @param values of the code
 * @param low bits of the smallest magnitude, ≥ 1
 * @param high bits of the largest magnitude
 * @param offsets where the units of each work-item begin: first for those from low to high, then for those from low on
 * @param within the number of units from low to high
 * @param above the number of units from low on
 */
record UnitSearch(
        TunedDevice device, DeviceMap values, int low, int high, DeviceBuffer offsets, int within, int above) {

    /** After the units from low on of a work-item there is space for one more. */
    private static final int GAP = 1;

    /** Counts units; the caller closes the offsets. */
    static UnitSearch of(TunedDevice device, DeviceMemory memory, DeviceMap values, int low, int high) {
        int items = items(device);
        int[] starts = new int[starts(device)];
        DeviceBuffer offsets = memory.take(starts.length);
        try {
            run(device, "count_within", values, low, high, offsets);
            offsets.read(IntBuffer.wrap(starts), 0, starts.length);
            int within = toStarts(starts, 0, items, 0), above = toStarts(starts, items, 2 * items, GAP);
            offsets.write(IntBuffer.wrap(starts), 0, starts.length);
            return new UnitSearch(device, values, low, high, offsets, within, above);
        } catch (RuntimeException e) {
            offsets.close();
            throw e;
        }
    }

    private static int toStarts(int[] counts, int from, int to, int gap) {
        int next = 0;
        for (int item = from; item < to; item++) {
            int count = counts[item];
            counts[item] = next;
            next = Math.addExact(next, count + gap);
        }
        return next - (to - from) * gap;
    }

    /** {@return the space for all units from low on, including gaps between work-items} */
    int room() {
        return Math.addExact(above, items(device) * GAP);
    }

    /** Runs a kernel on the same shares, which receives the magnitudes and further arguments. */
    void run(String kernel, Object... more) {
        run(device, kernel, values, low, high, List.of(more));
    }

    /** Runs a kernel on shares of a map. */
    static void run(TunedDevice device, String kernel, DeviceMap values, Object... more) {
        MapLayout layout = values.layout();
        int items = items(device);
        long share = (layout.vectors() + items - 1) / items;
        device.kernel(kernel).run(NDRange.of(1, items), values, layout.size(), share, items, List.of(more));
    }

    /** {@return the number of offsets} */
    static int starts(TunedDevice device) {
        return 2 * items(device);
    }

    private static int items(TunedDevice device) {
        return 2 * device.tuning().histograms();
    }
}

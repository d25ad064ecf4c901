package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/**
 * Units of some magnitudes: each work-item has a share of neighbouring vectors, in which they are counted before other
 * kernels put them one behind the other.
 *
 * @param values of the code
 * @param low bits of the least magnitude, ≥ 1
 * @param high bits of the largest magnitude
 * @param offsets where the units of each work-item begin; of those from low to high, then of those from low on
 * @param within how many are from low to high
 * @param above how many are from low on
 */
record UnitSearch(
        TunedDevice device, DeviceMap values, int low, int high, DeviceBuffer offsets, int within, int above) {

    /** Behind the units from low on of an item there is room for one more. */
    private static final int GAP = 1;

    /** Counts units; the offsets are to be closed. */
    static UnitSearch of(TunedDevice device, DeviceMemory memory, DeviceMap values, int low, int high) {
        int items = items(device);
        int[] starts = new int[2 * items];
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

    /** {@return places for all units from low on, those between items included} */
    int room() {
        return Math.addExact(above, items(device) * GAP);
    }

    /** Runs a kernel on the same shares, which is told the magnitudes, and more. */
    void run(String kernel, Object... more) {
        run(
                device,
                kernel,
                values,
                Stream.concat(Stream.of(low, high), Stream.of(more)).toArray());
    }

    /** Runs a kernel on shares of a map. */
    static void run(TunedDevice device, String kernel, DeviceMap values, Object... more) {
        MapLayout layout = values.layout();
        int items = items(device);
        long share = (layout.vectors() + items - 1) / items;
        device.kernel(kernel)
                .run(
                        NDRange.of(1, items),
                        Stream.concat(Stream.of(values.buffer(), layout.size(), share, items), Stream.of(more))
                                .toArray());
    }

    private static int items(TunedDevice device) {
        return 2 * device.tuning().histograms();
    }
}

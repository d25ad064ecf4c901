package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.LongBuffer;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** The k largest units of a whole map, with fewer waits than digit by digit. */
final class TopK {

    /** The number of units that a single work-item selects from in less time than several take to start. */
    private static final int MOST_ALONE = 1 << 16;

    private static final int HIGH_BITS = 16;
    private static final int LOW_BITS = 15;

    private final TunedDevice device;
    private final DeviceMemory memory;
    private final SelectionKernels selection;

    TopK(TunedDevice device, DeviceMemory memory, SelectionKernels selection) {
        this.device = device;
        this.memory = memory;
        this.selection = selection;
    }

    /**
     * Keeps the k largest units; ties go to the first.
     *
     * @param k from 1 to one less than the number of units
     */
    void keep(DeviceMap values, long k) {
        if (values.layout().size() <= MOST_ALONE) keepAlone(values, k);
        else selection.keep(values, TileOrigin.whole(values.shape()), cutoff(values, k));
    }

    private void keepAlone(DeviceMap values, long k) {
        MapLayout layout = values.layout();
        int channels = values.shape().channels(), pixels = (int) values.shape().pixels();
        device.kernel("keep_largest_alone")
                .run(NDRange.of(1, 1), values, (int) layout.size(), channels, pixels, layout.lanes(), (int) k);
    }

    /** The rule that keeps k units. */
    private Cutoff cutoff(DeviceMap values, long k) {
        long size = values.layout().size();
        int items = device.tuning().histograms();
        // Whole vectors, so that only the last share has a remainder.
        long share = MapLayout.vectors((size + items - 1) / items) * MapLayout.BLOCK;
        int rows = 2 * items;
        long[] state = new long[3];
        try (DeviceBuffer histograms = memory.take((long) rows << HIGH_BITS);
                DeviceBuffer found = memory.take(2L * state.length)) {
            device.kernel("count_high").run(NDRange.of(1, items), values, size, share, histograms);
            choose(histograms, rows, HIGH_BITS, k, true, found);
            device.kernel("count_low").run(NDRange.of(1, items), values, size, share, found, histograms);
            choose(histograms, rows, LOW_BITS, k, false, found);
            found.read(LongBuffer.wrap(state), 0, 2L * state.length);
        }
        int bits = (int) state[1];
        float magnitude = Float.intBitsToFloat(bits);
        boolean all = state[2] != 0 || bits == 0;
        return all ? new Cutoff(magnitude, Long.MAX_VALUE) : amongEqual(values, state[0], magnitude);
    }

    /** Among millions of random units, the magnitudes of two consecutive ranks are often equal. */
    private Cutoff amongEqual(DeviceMap values, long wanted, float magnitude) {
        RadixSelection largest =
                RadixSelection.ofEqual(wanted, magnitude, values.shape().size());
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            selection.count(values, TileOrigin.whole(values.shape()), largest.digit(), counts);
            largest.accept(counts);
        }
        return largest.cutoff();
    }

    private void choose(DeviceBuffer histograms, int rows, int bits, long k, boolean first, DeviceBuffer found) {
        device.kernel("choose_digit").run(NDRange.of(1, 1), histograms, rows, bits, k, first ? 1 : 0, found);
    }
}

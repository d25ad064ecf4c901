package sc.fiji.invertibility.compute.opencl;

import java.nio.IntBuffer;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.LargestUnits.Digit;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.Shape;

/** The k largest units of a code: histograms of digits, and the cutoff. */
final class Selection {

    /** Units of one histogram, so that its 32-bit counters cannot overflow. */
    private static final long LARGEST_SHARE = Integer.MAX_VALUE;

    private final DeviceContext device;
    private final DeviceMemory memory;

    Selection(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    void count(DeviceMap values, Origin origin, Digit digit, long[] counts) {
        Layout layout = values.layout();
        Shape shape = values.shape();
        long size = layout.size();
        boolean together = device.tuning().interleaved();
        int group = together ? device.tuning().group() : 1;
        long histograms = Math.max(device.tuning().histograms(), (size + LARGEST_SHARE - 1) / LARGEST_SHARE);
        long share = (size + histograms - 1) / histograms;
        int lastLanes = shape.channels() - (layout.blocks() - 1) * layout.lanes();
        long rows = together ? histograms : 2 * histograms;
        try (DeviceBuffer buffer = memory.take(rows * counts.length)) {
            device.kernel(together ? "count_together" : "count_alone")
                    .run(
                            Range.of(group, histograms * group),
                            values.buffer(),
                            size,
                            share,
                            (layout.blocks() - 1) * shape.pixels() * layout.lanes(),
                            lastLanes,
                            layout.lanes(),
                            shape.height(),
                            shape.width(),
                            origin.height(),
                            origin.width(),
                            origin.y(),
                            origin.x(),
                            digit.key() == Digit.Key.POSITION ? 1 : 0,
                            digit.shift(),
                            digit.bits(),
                            digit.prefix(),
                            digit.magnitudeBits(),
                            buffer);
            int[] words = new int[Math.toIntExact(rows * counts.length)];
            buffer.read(IntBuffer.wrap(words), 0, words.length);
            for (int i = 0; i < words.length; i++) counts[i % counts.length] += Integer.toUnsignedLong(words[i]);
        }
    }

    void keep(DeviceMap values, Origin origin, Cutoff cutoff) {
        Layout layout = values.layout();
        Shape shape = values.shape();
        device.kernel("keep")
                .run(
                        Range.of(device.tuning().group(), layout.vectors()),
                        values.buffer(),
                        layout.vectors(),
                        Float.floatToRawIntBits(cutoff.magnitude()),
                        cutoff.position(),
                        layout.lanes(),
                        shape.height(),
                        shape.width(),
                        origin.height(),
                        origin.width(),
                        origin.y(),
                        origin.x());
    }
}

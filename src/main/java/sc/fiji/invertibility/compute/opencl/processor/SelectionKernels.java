package sc.fiji.invertibility.compute.opencl.processor;

import java.nio.IntBuffer;
import java.util.List;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection.Digit;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** The k largest units of a code: histograms of digits, and the cutoff. */
final class SelectionKernels {

    /** Units per histogram, so that its 32-bit counters cannot overflow. */
    private static final long LARGEST_SHARE = Integer.MAX_VALUE;

    private final TunedDevice device;
    private final DeviceMemory memory;

    SelectionKernels(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    void count(DeviceMap values, TileOrigin origin, Digit digit, long[] counts) {
        MapLayout layout = values.layout();
        Shape shape = values.shape();
        long size = layout.size();
        long histograms = Math.max(device.tuning().histograms(), (size + LARGEST_SHARE - 1) / LARGEST_SHARE);
        long share = (size + histograms - 1) / histograms;
        int lastLanes = shape.channels() - (layout.blocks() - 1) * layout.lanes();
        long rows = 2 * histograms;
        try (DeviceBuffer buffer = memory.take(rows * counts.length)) {
            long lastBlock = (layout.blocks() - 1) * shape.pixels() * layout.lanes();
            device.kernel("count_digits")
                    .run(
                            NDRange.of(1, histograms),
                            List.of(values, size, share, lastBlock, lastLanes, layout.lanes()),
                            List.of(
                                    values.layout().within(origin),
                                    digit.key(),
                                    digit.shift(),
                                    digit.bits(),
                                    digit.prefix(),
                                    digit.magnitudeBits(),
                                    buffer));
            int[] words = new int[Math.toIntExact(rows * counts.length)];
            buffer.read(IntBuffer.wrap(words), 0, words.length);
            for (int i = 0; i < words.length; i++) counts[i % counts.length] += Integer.toUnsignedLong(words[i]);
        }
    }

    void keep(DeviceMap values, TileOrigin origin, Cutoff cutoff) {
        MapLayout layout = values.layout();
        Shape shape = values.shape();
        device.kernel("keep")
                .run(
                        NDRange.of(Tuning.GROUP, layout.vectors()),
                        List.of(values, layout.vectors()),
                        List.of(Float.floatToRawIntBits(cutoff.magnitude()), cutoff.position()),
                        List.of(layout.lanes(), values.layout().within(origin)));
    }
}

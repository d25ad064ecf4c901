package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.ChannelKernels;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Sums over the channels of maps, one map after the other, block by block. */
final class ProcessorChannelKernels extends ChannelKernels {

    /** Parts that the values of a block are summed in; always as many, so that sums are always the same. */
    private static final int SHARES = 8;

    private final boolean exact;
    private final DeviceMemory memory;

    ProcessorChannelKernels(TunedDevice device, DeviceMemory memory) {
        super(device::kernel, Tuning.GROUP);
        this.exact = device.tuning().hasDouble();
        this.memory = memory;
    }

    @Override
    protected void sum(
            String kernel, List<DeviceMap> x, List<DeviceMap> y, DeviceMap mean, float factor, DeviceMap total) {
        MapLayout layout = x.get(0).layout();
        int channels = layout.shape().channels();
        long words = words(layout), vectors = words / MapLayout.BLOCK, share = (vectors + SHARES - 1) / SHARES;
        NDRange range = NDRange.of(1, SHARES, layout.blocks());
        try (DeviceBuffer sums = memory.take((exact ? 2L : 1L) * SHARES * channels)) {
            for (int i = 0; i < x.size(); i++)
                kernel(kernel)
                        .run(range, x.get(i), y.get(i), mean, words, layout.lanes(), channels, share, i == 0, sums);
            kernel("channel_total").run(NDRange.of(group(), channels), sums, SHARES, channels, factor, total);
        }
    }

    @Override
    protected void combine(
            DeviceMap a,
            List<DeviceMap> x,
            DeviceMap b,
            List<DeviceMap> y,
            DeviceMap c,
            boolean rectified,
            List<DeviceMap> result) {
        MapLayout layout = x.get(0).layout();
        long words = words(layout);
        NDRange range = NDRange.of(group(), MapLayout.vectors(words), layout.blocks());
        for (int i = 0; i < x.size(); i++)
            kernel("channel_combine")
                    .run(
                            range,
                            List.of(x.get(i), a != null, a == null ? c : a),
                            List.of(b != null, (b == null ? x : y).get(i), b == null ? c : b),
                            List.of(
                                    c,
                                    rectified,
                                    words,
                                    layout.lanes(),
                                    layout.shape().channels(),
                                    result.get(i)));
    }

    /** Values of a block. */
    private static long words(MapLayout layout) {
        return layout.shape().pixels() * layout.lanes();
    }
}

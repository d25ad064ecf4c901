package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.ChannelKernels;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Sums over the channels of batches of maps, each batch with one launch. */
final class GpuChannelKernels extends ChannelKernels {

    private static final int GROUP = 256;

    /** Values that an item sums at least, before a channel has several groups. */
    private static final int FEWEST_VALUES = 64;

    private static final int MOST_SHARES = 64;

    private final DeviceLimits limits;
    private final DeviceMemory memory;

    GpuChannelKernels(GpuDevice device, DeviceMemory memory) {
        this(device, memory, device.source("channels.cl", GROUP).after("batch_norm.cl"));
    }

    private GpuChannelKernels(GpuDevice device, DeviceMemory memory, ProgramSource source) {
        super(name -> device.kernel(source, name), device.limits().group(GROUP));
        this.limits = device.limits();
        this.memory = memory;
    }

    @Override
    protected void sum(
            String kernel, List<DeviceMap> x, List<DeviceMap> y, DeviceMap mean, float factor, DeviceMap total) {
        MapBatch first = MapBatch.of(x), second = MapBatch.of(y);
        int channels = first.shape().channels(), pixels = (int) first.shape().pixels();
        int shares = Math.max(1, Math.min(MOST_SHARES, pixels / (FEWEST_VALUES * group())));
        try (DeviceBuffer partial = memory.take((long) limits.wordsOfSum() * shares * channels)) {
            NDRange range = NDRange.of(group(), (long) group() * shares, channels);
            kernel(kernel).run(range, first.strided(), second.strided(), mean, first.images(), pixels, partial);
            kernel("channel_total").run(NDRange.of(group(), channels), partial, shares, channels, factor, total);
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
        MapBatch maps = MapBatch.of(x);
        int channels = maps.shape().channels(), pixels = (int) maps.shape().pixels();
        kernel("channel_combine")
                .run(
                        NDRange.of(group(), pixels, (long) channels * maps.images()),
                        List.of(maps.strided(), a != null, a == null ? c : a),
                        List.of(b != null, (b == null ? maps : MapBatch.of(y)).strided(), b == null ? c : b),
                        List.of(
                                c,
                                rectified,
                                pixels,
                                channels,
                                MapBatch.of(result).strided()));
    }
}

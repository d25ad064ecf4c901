package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Sums over the channels of batches of maps, and operations with a value for each channel. */
final class ChannelKernels {

    private static final int GROUP = 256;

    /** Values that an item sums at least, before a channel has several groups. */
    private static final int FEWEST_VALUES = 64;

    private static final int MOST_SHARES = 64;

    private final GpuDevice device;
    private final DeviceMemory memory;
    private final int group;

    ChannelKernels(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
        this.group = device.limits().group(GROUP);
    }

    /** total ← factor · Σ x. */
    void sums(MapBatch x, float factor, DeviceMap total) {
        // Without means, any values serve, since the kernel does not use them.
        run("channel_sums", x, x, x.buffer(), factor, total);
    }

    /** total ← factor · Σ (x − mean)². */
    void squares(MapBatch x, DeviceMap mean, float factor, DeviceMap total) {
        run("channel_squares", x, x, mean.buffer(), factor, total);
    }

    /** total ← Σ g·(x − mean). */
    void products(MapBatch x, MapBatch g, DeviceMap mean, DeviceMap total) {
        run("channel_products", x, g, mean.buffer(), 1, total);
    }

    private void run(String kernel, MapBatch x, MapBatch y, DeviceBuffer mean, float factor, DeviceMap total) {
        int channels = x.shape().channels(), pixels = (int) x.shape().pixels();
        int shares = Math.max(1, Math.min(MOST_SHARES, pixels / (FEWEST_VALUES * group)));
        try (DeviceBuffer partial = memory.take((device.limits().hasDouble() ? 2L : 1L) * shares * channels)) {
            kernel(kernel)
                    .run(
                            NDRange.of(group, (long) group * shares, channels),
                            x.buffer(),
                            x.step(),
                            y.buffer(),
                            y.step(),
                            mean,
                            x.images(),
                            pixels,
                            partial);
            kernel("channel_total").run(NDRange.of(group, channels), partial, shares, channels, factor, total.buffer());
        }
    }

    void batchNorm(
            DeviceMap mean,
            DeviceMap variance,
            DeviceMap gamma,
            DeviceMap beta,
            float epsilon,
            DeviceMap scale,
            DeviceMap shift) {
        int channels = (int) mean.shape().size();
        kernel("batch_norm")
                .run(
                        NDRange.of(group, channels),
                        mean.buffer(),
                        variance.buffer(),
                        gamma.buffer(),
                        beta.buffer(),
                        epsilon,
                        channels,
                        scale.buffer(),
                        shift.buffer());
    }

    /** Fills a, b and c of the gradient a·g + b·x + c; the products become the gradient with respect to γ. */
    void terms(
            DeviceMap mean,
            DeviceMap variance,
            DeviceMap gamma,
            float epsilon,
            float count,
            DeviceMap sums,
            DeviceMap products,
            List<DeviceMap> abc) {
        int channels = (int) mean.shape().size();
        kernel("batch_norm_terms")
                .run(
                        NDRange.of(group, channels),
                        mean.buffer(),
                        variance.buffer(),
                        gamma.buffer(),
                        epsilon,
                        count,
                        channels,
                        sums.buffer(),
                        products.buffer(),
                        abc.get(0).buffer(),
                        abc.get(1).buffer(),
                        abc.get(2).buffer());
    }

    /** result ← a·x + b·y + c; a may be null for 1, and y and b for nothing. */
    void combine(DeviceMap a, MapBatch x, DeviceMap b, MapBatch y, DeviceMap c, boolean rectified, MapBatch result) {
        int channels = x.shape().channels(), pixels = (int) x.shape().pixels();
        kernel("channel_combine")
                .run(
                        NDRange.of(group, pixels, (long) channels * x.images()),
                        x.buffer(),
                        x.step(),
                        a == null ? 0 : 1,
                        (a == null ? c : a).buffer(),
                        b == null ? 0 : 1,
                        (b == null ? x : y).buffer(),
                        (b == null ? x : y).step(),
                        (b == null ? c : b).buffer(),
                        c.buffer(),
                        rectified ? 1 : 0,
                        pixels,
                        channels,
                        result.buffer(),
                        result.step());
    }

    private Kernel kernel(String name) {
        return device.kernel(device.source("channels.cl", GROUP), name);
    }
}

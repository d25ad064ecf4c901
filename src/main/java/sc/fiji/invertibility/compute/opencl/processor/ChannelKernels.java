package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Sums over the channels of maps, and operations with a value for each channel. */
final class ChannelKernels {

    /** Parts that the values of a block are summed in; always as many, so that sums are always the same. */
    private static final int SHARES = 8;

    private final TunedDevice device;
    private final DeviceMemory memory;

    ChannelKernels(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** total ← factor · Σ x. */
    void sums(List<DeviceMap> x, float factor, DeviceMap total) {
        // Without means, any values serve, since the kernel does not use them.
        run("channel_sums", x, x, x.get(0).buffer(), factor, total);
    }

    /** total ← factor · Σ (x − mean)². */
    void squares(List<DeviceMap> x, DeviceMap mean, float factor, DeviceMap total) {
        run("channel_squares", x, x, mean.buffer(), factor, total);
    }

    /** total ← Σ g·(x − mean). */
    void products(List<DeviceMap> x, List<DeviceMap> g, DeviceMap mean, DeviceMap total) {
        run("channel_products", x, g, mean.buffer(), 1, total);
    }

    private void run(
            String kernel, List<DeviceMap> x, List<DeviceMap> y, DeviceBuffer mean, float factor, DeviceMap total) {
        MapLayout layout = x.get(0).layout();
        int channels = layout.shape().channels();
        long words = words(layout), vectors = words / MapLayout.BLOCK;
        try (DeviceBuffer sums = memory.take((device.tuning().hasDouble() ? 2L : 1L) * SHARES * channels)) {
            for (int i = 0; i < x.size(); i++)
                device.kernel(kernel)
                        .run(
                                NDRange.of(1, SHARES, layout.blocks()),
                                x.get(i).buffer(),
                                y.get(i).buffer(),
                                mean,
                                words,
                                layout.lanes(),
                                channels,
                                (vectors + SHARES - 1) / SHARES,
                                i == 0 ? 1 : 0,
                                sums);
            device.kernel("channel_total")
                    .run(NDRange.of(Tuning.GROUP, channels), sums, SHARES, channels, factor, total.buffer());
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
        device.kernel("batch_norm")
                .run(
                        NDRange.of(Tuning.GROUP, channels),
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
        device.kernel("batch_norm_terms")
                .run(
                        NDRange.of(Tuning.GROUP, channels),
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
    void combine(DeviceMap a, DeviceMap x, DeviceMap b, DeviceMap y, DeviceMap c, boolean rectified, DeviceMap result) {
        MapLayout layout = x.layout();
        long words = words(layout);
        device.kernel("channel_combine")
                .run(
                        NDRange.of(Tuning.GROUP, MapLayout.vectors(words), layout.blocks()),
                        x.buffer(),
                        a == null ? 0 : 1,
                        (a == null ? c : a).buffer(),
                        b == null ? 0 : 1,
                        (b == null ? x : y).buffer(),
                        (b == null ? c : b).buffer(),
                        c.buffer(),
                        rectified ? 1 : 0,
                        words,
                        layout.lanes(),
                        layout.shape().channels(),
                        result.buffer());
    }

    /** Values of a block. */
    private static long words(MapLayout layout) {
        return layout.shape().pixels() * layout.lanes();
    }
}

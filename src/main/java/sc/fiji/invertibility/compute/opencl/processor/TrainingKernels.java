package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** What training needs besides filters and channels. */
final class TrainingKernels {

    private final TunedDevice device;

    TrainingKernels(TunedDevice device) {
        this.device = device;
    }

    void blockSums(DeviceMap x, BlockSum sum, DeviceMap sums) {
        blocks("block_sums", x, sums, sums, x.shape(), sums.shape(), sum);
    }

    void blockSpread(DeviceMap g, BlockSum sum, DeviceMap spread) {
        blocks("block_spread", g, spread, spread, spread.shape(), g.shape(), sum);
    }

    private void blocks(
            String kernel, DeviceMap from, DeviceMap to, DeviceMap items, Shape map, Shape units, BlockSum sum) {
        Shape shape = items.shape();
        device.kernel(kernel + (to.layout().blocked() ? "_blocked" : "_planar"))
                .run(
                        NDRange.of(
                                Tuning.GROUP,
                                shape.width(),
                                shape.height(),
                                to.layout().blocks()),
                        from.buffer(),
                        to.buffer(),
                        map.height(),
                        map.width(),
                        units.height(),
                        units.width(),
                        sum.window(),
                        sum.stride(),
                        sum.factor());
    }

    void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values) {
        MapLayout layout = values.layout();
        Shape map = g.shape(), pooled = values.shape();
        device.kernel("gather")
                .run(
                        NDRange.of(
                                Tuning.GROUP, (long) pooled.width() * layout.lanes(), pooled.height(), layout.blocks()),
                        g.buffer(),
                        z.switches().buffer(),
                        unpooling == Unpooling.TOP_LEFT ? 1 : 0,
                        values.buffer(),
                        layout.lanes(),
                        map.height(),
                        map.width(),
                        pooled.height(),
                        pooled.width(),
                        z.pooling().window(),
                        z.pooling().stride());
    }

    void dropout(DeviceMap x, float rate, long seed, DeviceMap kept) {
        MapLayout layout = x.layout();
        Dropout dropout = Dropout.of(rate, seed);
        long pixels = x.shape().pixels();
        device.kernel("dropout")
                .run(
                        NDRange.of(Tuning.GROUP, pixels * layout.lanes(), layout.blocks()),
                        x.buffer(),
                        kept.buffer(),
                        pixels,
                        layout.lanes(),
                        dropout.seed(),
                        dropout.limit(),
                        1 / (1 - rate));
    }

    void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square) {
        long vectors = parameter.layout().vectors();
        device.kernel("adam")
                .run(
                        NDRange.of(Tuning.GROUP, vectors),
                        parameter.buffer(),
                        gradient.buffer(),
                        mean.buffer(),
                        square.buffer(),
                        step.correctedRate(),
                        (float) step.beta1(),
                        (float) step.beta2(),
                        step.correctedEpsilon(),
                        vectors);
    }
}

package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** What training needs besides filters and channels. */
final class TrainingKernels {

    private static final ProgramSource SOURCE = ProgramSource.of("training.cl");
    private static final int GROUP = 256;

    private final GpuDevice device;
    private final int group;

    TrainingKernels(GpuDevice device) {
        this.device = device;
        this.group = device.limits().group(GROUP);
    }

    void blockSums(DeviceMap x, BlockSum sum, DeviceMap sums) {
        blocks("block_sums", x, sums, x.shape(), sums.shape(), sum);
    }

    void blockSpread(DeviceMap g, BlockSum sum, DeviceMap spread) {
        blocks("block_spread", g, spread, spread.shape(), g.shape(), sum);
    }

    /** An item for each value of the result. */
    private void blocks(String kernel, DeviceMap from, DeviceMap to, Shape map, Shape units, BlockSum sum) {
        run(
                kernel,
                to,
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
        run(
                "gather",
                values,
                g.buffer(),
                z.switches().buffer(),
                PoolingKernels.topLeft(unpooling),
                values.buffer(),
                g.shape().height(),
                g.shape().width(),
                values.shape().height(),
                values.shape().width(),
                z.pooling().window(),
                z.pooling().stride());
    }

    private void run(String kernel, DeviceMap result, Object... arguments) {
        Shape shape = result.shape();
        device.kernel(SOURCE, kernel).run(NDRange.of(group, shape.pixels(), shape.channels()), arguments);
    }

    void dropout(DeviceMap x, float rate, long seed, DeviceMap kept) {
        Dropout dropout = Dropout.of(rate, seed);
        long size = x.shape().size();
        device.kernel(SOURCE, "dropout")
                .run(
                        NDRange.of(group, size),
                        x.buffer(),
                        kept.buffer(),
                        size,
                        dropout.seed(),
                        dropout.limit(),
                        1 / (1 - rate));
    }

    void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square) {
        long size = parameter.shape().size();
        device.kernel(SOURCE, "adam")
                .run(
                        NDRange.of(group, size),
                        parameter.buffer(),
                        gradient.buffer(),
                        mean.buffer(),
                        square.buffer(),
                        step.correctedRate(),
                        (float) step.beta1(),
                        (float) step.beta2(),
                        step.correctedEpsilon(),
                        size);
    }
}

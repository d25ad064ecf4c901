package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.TrainingKernels;
import sc.fiji.invertibility.filters.FilterBank;

/** Kernels with an item for each vector of their result. */
final class ProcessorTrainingKernels implements TrainingKernels {

    private final TunedDevice device;
    private final FilterGradient filterGradient;

    ProcessorTrainingKernels(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.filterGradient = new FilterGradient(device, memory);
    }

    @Override
    public void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        filterGradient.run(bank, x, g, result);
    }

    @Override
    public void blockSums(DeviceMap x, BlockSum sum, DeviceMap sums) {
        blocks("block_sums", x, sums, x.shape(), sums.shape(), sum);
    }

    @Override
    public void blockSpread(DeviceMap g, BlockSum sum, DeviceMap spread) {
        blocks("block_spread", g, spread, spread.shape(), g.shape(), sum);
    }

    private void blocks(String kernel, DeviceMap from, DeviceMap to, Shape map, Shape units, BlockSum sum) {
        List<Object> sizes = List.of(map.height(), map.width(), units.height(), units.width());
        device.kernel(kernel + (to.layout().blocked() ? "_blocked" : "_planar"))
                .run(Tuning.range(to, 1), from, to, sizes, sum.window(), sum.stride(), sum.factor());
    }

    @Override
    public void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values) {
        int lanes = values.layout().lanes();
        device.kernel("gather")
                .run(Tuning.range(values, lanes), g, z.switches(), unpooling, values, lanes, z.windows());
    }

    @Override
    public void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept) {
        MapLayout layout = x.layout();
        long pixels = x.shape().pixels();
        NDRange range = NDRange.of(Tuning.GROUP, pixels * layout.lanes(), layout.blocks());
        device.kernel("dropout").run(range, x, kept, pixels, layout.lanes(), dropout.seed(), dropout.limit(), factor);
    }

    @Override
    public void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square) {
        long vectors = parameter.layout().vectors();
        device.kernel("adam")
                .run(
                        NDRange.of(Tuning.GROUP, vectors),
                        List.of(parameter, gradient, mean, square),
                        List.of(step.correctedRate(), (float) step.beta1(), (float) step.beta2()),
                        List.of(step.correctedEpsilon(), vectors));
    }
}

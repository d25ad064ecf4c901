package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.TrainingKernels;
import sc.fiji.invertibility.filters.FilterBank;

/** Kernels with an item for each value of their result. */
final class GpuTrainingKernels implements TrainingKernels {

    private static final ProgramSource SOURCE = ProgramSource.of("training.cl");
    private static final int GROUP = 256;

    private final GpuDevice device;
    private final FilterGradient filterGradient;
    private final int group;

    GpuTrainingKernels(GpuDevice device, DeviceMemory memory) {
        this.device = device;
        this.filterGradient = new FilterGradient(device, memory);
        this.group = device.limits().group(GROUP);
    }

    @Override
    public void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        filterGradient.run(bank, MapBatch.of(x), MapBatch.of(g), result);
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
        ofPlanes(kernel, to, from, to, sizes, sum.window(), sum.stride(), sum.factor());
    }

    @Override
    public void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values) {
        ofPlanes("gather", values, g, z.switches(), unpooling, values, z.windows());
    }

    private void ofPlanes(String kernel, DeviceMap result, Object... arguments) {
        Shape shape = result.shape();
        device.kernel(SOURCE, kernel).run(NDRange.of(group, shape.pixels(), shape.channels()), arguments);
    }

    @Override
    public void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept) {
        long size = x.shape().size();
        device.kernel(SOURCE, "dropout")
                .run(NDRange.of(group, size), x, kept, size, dropout.seed(), dropout.limit(), factor);
    }

    @Override
    public void adam(AdamStep step, DeviceMap parameter, DeviceMap gradient, DeviceMap mean, DeviceMap square) {
        long size = parameter.shape().size();
        device.kernel(SOURCE, "adam")
                .run(
                        NDRange.of(group, size),
                        List.of(parameter, gradient, mean, square),
                        List.of(step.correctedRate(), (float) step.beta1(), (float) step.beta2()),
                        List.of(step.correctedEpsilon(), size));
    }
}

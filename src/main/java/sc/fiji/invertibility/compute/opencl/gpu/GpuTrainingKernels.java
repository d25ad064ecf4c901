package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
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
final class GpuTrainingKernels extends TrainingKernels {

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
    protected void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        filterGradient.run(bank, MapBatch.of(x), MapBatch.of(g), result);
    }

    @Override
    protected void resample(String kernel, DeviceMap from, DeviceMap to, List<Object> sizes) {
        ofPlanes(kernel, to, from, to, sizes);
    }

    @Override
    protected void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values) {
        ofPlanes("gather", values, g, z.switches(), unpooling, values, z.windows());
    }

    private void ofPlanes(String kernel, DeviceMap result, Object... arguments) {
        Shape shape = result.shape();
        device.kernel(SOURCE, kernel).run(NDRange.of(group, shape.pixels(), shape.channels()), arguments);
    }

    @Override
    protected void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept) {
        long size = x.shape().size();
        device.kernel(SOURCE, "dropout")
                .run(NDRange.of(group, size), x, kept, size, dropout.seed(), dropout.limit(), factor);
    }

    @Override
    protected void adam(DeviceMap map, List<Object> arguments) {
        long size = map.shape().size();
        device.kernel(SOURCE, "adam").run(NDRange.of(group, size), arguments, size);
    }
}

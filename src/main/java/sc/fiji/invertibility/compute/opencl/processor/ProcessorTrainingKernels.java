package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Dropout;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.TrainingKernels;
import sc.fiji.invertibility.filters.FilterBank;

/** Kernels with an item for each vector of their result. */
final class ProcessorTrainingKernels extends TrainingKernels {

    private final TunedDevice device;
    private final FilterGradient filterGradient;

    ProcessorTrainingKernels(TunedDevice device, DeviceMemory memory) {
        this.device = device;
        this.filterGradient = new FilterGradient(device, memory);
    }

    @Override
    protected void filterGradient(FilterBank bank, List<DeviceMap> x, List<DeviceMap> g, DeviceMap result) {
        filterGradient.run(bank, x, g, result);
    }

    @Override
    protected void resample(String kernel, DeviceMap from, DeviceMap to, List<Object> sizes) {
        device.kernel(kernel + (to.layout().blocked() ? "_blocked" : "_planar"))
                .run(Tuning.range(to, 1), from, to, sizes);
    }

    @Override
    protected void gather(DeviceMap g, DeviceCode z, Unpooling unpooling, DeviceMap values) {
        int lanes = values.layout().lanes();
        device.kernel("gather")
                .run(Tuning.range(values, lanes), g, z.switches(), unpooling, values, lanes, z.windows());
    }

    @Override
    protected void dropout(DeviceMap x, Dropout dropout, float factor, DeviceMap kept) {
        MapLayout layout = x.layout();
        long pixels = x.shape().pixels();
        NDRange range = NDRange.of(Tuning.GROUP, pixels * layout.lanes(), layout.blocks());
        device.kernel("dropout").run(range, x, kept, pixels, layout.lanes(), dropout.seed(), dropout.limit(), factor);
    }

    @Override
    protected void adam(DeviceMap map, List<Object> arguments) {
        long vectors = map.layout().vectors();
        device.kernel("adam").run(NDRange.of(Tuning.GROUP, vectors), arguments, vectors);
    }
}

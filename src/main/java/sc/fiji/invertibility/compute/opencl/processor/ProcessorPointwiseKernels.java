package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.compute.opencl.device.NDRange;
import sc.fiji.invertibility.compute.opencl.device.PointwiseKernels;

/** Linear algebra with sixteen values per work-item. */
final class ProcessorPointwiseKernels extends PointwiseKernels {

    ProcessorPointwiseKernels(TunedDevice device) {
        super(device::kernel, Tuning.GROUP, MapLayout.BLOCK);
    }

    @Override
    protected void copyRows(DeviceMap from, int fromRow, DeviceMap to, int toRow, int rows, int zeros) {
        MapLayout layout = from.layout();
        long row = (long) from.shape().width() * layout.lanes();
        kernel("copy_rows")
                .run(
                        NDRange.of(group(), MapLayout.vectors((rows + zeros) * row), layout.blocks()),
                        List.of(from, from.shape().height() * row, fromRow * row),
                        List.of(to, to.shape().height() * row, toRow * row, rows * row, zeros * row));
    }

    @Override
    protected void normalise(DeviceMap h, LocalResponseNorm response, DeviceMap normalised) {
        MapLayout layout = h.layout();
        long pixels = h.shape().pixels();
        int channels = h.shape().channels();
        kernel("normalise")
                .run(
                        NDRange.of(group(), pixels * layout.lanes(), layout.blocks()),
                        List.of(h, normalised, pixels, channels, layout.lanes()),
                        constants(response, channels));
    }
}

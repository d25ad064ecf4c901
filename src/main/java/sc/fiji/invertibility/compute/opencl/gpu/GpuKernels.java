package sc.fiji.invertibility.compute.opencl.gpu;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;
import sc.fiji.invertibility.compute.opencl.device.KernelFamily;

/** The kernels for GPUs, which are built when they are needed. */
public final class GpuKernels implements KernelFamily {

    private final GpuDevice device;

    private GpuKernels(GpuDevice device) {
        this.device = device;
    }

    /**
     * Chooses kernels that fit a device. Those that nearly all work needs are built in the background if the driver
     * allows it, the others when they are needed.
     *
     * @param context the context to build them in
     * @return the kernels
     */
    public static GpuKernels in(ClearCLContext context) {
        GpuKernels kernels = in(context, DeviceLimits.of(context.getDevice()));
        if (DeviceQuery.buildsInBackground(context.getDevice())) kernels.device.buildAhead();
        return kernels;
    }

    static GpuKernels in(ClearCLContext context, DeviceLimits limits) {
        return new GpuKernels(new GpuDevice(context, limits));
    }

    @Override
    public Engine open(Device description, long memoryLimit) {
        return new GpuEngine(description, device, memoryLimit);
    }
}

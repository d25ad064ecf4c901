package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.Map;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.opencl.OpenClDevice;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

/** The kernels for GPUs on the device that tests run on, whatever it is. */
public final class GpuTestDevice {

    /** The limits of a device with 64 work-items a group, 16 KiB of local memory and no double precision. */
    static final DeviceLimits SMALL = new DeviceLimits(64, 1 << 14, false, 2);

    private static final Map<DeviceLimits, GpuKernels> KERNELS = new HashMap<>();
    private static ClearCLContext context;

    private GpuTestDevice() {}

    /** {@return an engine with all that the device allows} */
    public static Engine open() {
        return open(limits(), Long.MAX_VALUE);
    }

    /** Opens the kernels for GPUs on the first device, with a limited amount of memory. */
    public static Engine open(long bytes) {
        return open(limits(), bytes);
    }

    /** {@return an engine that claims 64 work-items a group, 16 KiB of local memory and no double precision} */
    public static Engine small() {
        return open(SMALL, Long.MAX_VALUE);
    }

    /** What the device allows. */
    static DeviceLimits limits() {
        return DeviceLimits.of(OpenClTestDevice.context().getDevice());
    }

    static synchronized Engine open(DeviceLimits limits, long bytes) {
        OpenClDevice device = OpenClTestDevice.first();
        if (context != OpenClTestDevice.context()) KERNELS.clear();
        context = OpenClTestDevice.context();
        return KERNELS.computeIfAbsent(limits, l -> GpuKernels.in(context, l)).open(device.device(), bytes);
    }
}

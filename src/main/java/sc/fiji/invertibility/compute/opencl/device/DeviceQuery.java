package sc.fiji.invertibility.compute.opencl.device;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import sc.fiji.invertibility.compute.Device;

/** Queries of an OpenCL device's properties, including its driver, which ClearCL does not ask for. */
public final class DeviceQuery {

    private static final int GLOBAL_FREE_MEMORY_AMD = 0x4039;

    private DeviceQuery() {}

    /**
     * Returns the description of a device that users see.
     *
     * @param device the device
     * @param name its name among the devices of this machine
     * @return what it is
     */
    public static Device describe(ClearCLDevice device, String name) {
        cl_device_id id = (cl_device_id) device.getPeerPointer().getPointer();
        return new Device(
                name,
                type(device.getBackend().getDeviceInfoLong(device.getPeerPointer(), CL.CL_DEVICE_TYPE)),
                device.getGlobalMemorySizeInBytes(),
                device.getMaxMemoryAllocationSizeInBytes(),
                text(id, CL.CL_DEVICE_VERSION),
                text(id, CL.CL_DRIVER_VERSION) + ", " + text(id, CL.CL_DEVICE_VENDOR));
    }

    /**
     * Returns whether a device computes in double precision.
     *
     * @param device the device
     * @return whether it does
     */
    public static boolean hasDouble(ClearCLDevice device) {
        return device.getExtensions().contains("cl_khr_fp64");
    }

    /**
     * Returns the largest number of work-items in a group.
     *
     * @param device the device
     * @return that number
     */
    public static int mostItems(ClearCLDevice device) {
        return (int) Math.min(1 << 16, number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE));
    }

    /**
     * Returns the largest local memory of a group.
     *
     * @param device the device
     * @return bytes
     */
    public static long localMemory(ClearCLDevice device) {
        return number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE);
    }

    /**
     * Returns whether a device's compiler may run beside other threads. Many compilers are LLVM within this process,
     * which replaces signal handlers that Java's threads need (see {@link FaultSignals}); NVIDIA's does not.
     *
     * @param device the device
     * @return whether programs may be built in the background
     */
    public static boolean buildsInBackground(ClearCLDevice device) {
        return text((cl_device_id) device.getPeerPointer().getPointer(), CL.CL_DEVICE_VENDOR)
                .startsWith("NVIDIA");
    }

    /**
     * Returns how much of a device's memory is unused, which only AMD's drivers report.
     *
     * @param device the device
     * @return bytes; empty if the driver does not report it
     */
    public static OptionalLong freeMemory(ClearCLDevice device) {
        if (!device.getExtensions().contains("cl_amd_device_attribute_query")) return OptionalLong.empty();
        // The driver returns two values in KiB: all free memory, and its largest piece.
        long[] free = new long[2];
        cl_device_id id = (cl_device_id) device.getPeerPointer().getPointer();
        int error = CL.clGetDeviceInfo(id, GLOBAL_FREE_MEMORY_AMD, 2L * Long.BYTES, Pointer.to(free), null);
        return error == CL.CL_SUCCESS && free[0] > 0 ? OptionalLong.of(free[0] << 10) : OptionalLong.empty();
    }

    private static long number(ClearCLDevice device, int parameter) {
        return device.getBackend().getDeviceInfoLong(device.getPeerPointer(), parameter);
    }

    private static String type(long bits) {
        // Accelerators need the same kind of kernels as GPUs.
        return (bits & CL.CL_DEVICE_TYPE_CPU) != 0 ? "CPU" : "GPU";
    }

    private static String text(cl_device_id id, int parameter) {
        long[] size = new long[1];
        CL.clGetDeviceInfo(id, parameter, 0, null, size);
        byte[] bytes = new byte[(int) size[0]];
        CL.clGetDeviceInfo(id, parameter, bytes.length, Pointer.to(bytes), null);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.replace("\0", "").trim();
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import sc.fiji.invertibility.compute.Device;

/** What an OpenCL device tells about itself; ClearCL does not ask for its driver. */
public final class DeviceQuery {

    private static final int GLOBAL_FREE_MEMORY_AMD = 0x4039;

    private DeviceQuery() {}

    /**
     * Asks for what users are told of a device.
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
     * Tells whether a device computes in double precision.
     *
     * @param device the device
     * @return whether it does
     */
    public static boolean hasDouble(ClearCLDevice device) {
        return device.getExtensions().contains("cl_khr_fp64");
    }

    /**
     * Tells how many work-items a group may have.
     *
     * @param device the device
     * @return the most that it takes
     */
    public static int mostItems(ClearCLDevice device) {
        return (int) Math.min(1 << 16, number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE));
    }

    /**
     * Tells how much local memory a group may have.
     *
     * @param device the device
     * @return bytes
     */
    public static long localMemory(ClearCLDevice device) {
        return number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE);
    }

    /**
     * Tells whether a device's compiler may work while other threads do. Many compilers are LLVM in this process, whose
     * handlers of signals Java's threads must not meet (see {@link FaultSignals}); NVIDIA's leaves signals alone.
     *
     * @param device the device
     * @return whether programs may be built in the background
     */
    public static boolean buildsInBackground(ClearCLDevice device) {
        return text((cl_device_id) device.getPeerPointer().getPointer(), CL.CL_DEVICE_VENDOR)
                .startsWith("NVIDIA");
    }

    /**
     * Asks how much of a device's memory nobody uses, which AMD's drivers tell.
     *
     * @param device the device
     * @return bytes; empty where the driver does not tell
     */
    public static OptionalLong freeMemory(ClearCLDevice device) {
        if (!device.getExtensions().contains("cl_amd_device_attribute_query")) return OptionalLong.empty();
        // All that is free, and the largest piece of it, in KiB.
        long[] free = new long[2];
        cl_device_id id = (cl_device_id) device.getPeerPointer().getPointer();
        int error = CL.clGetDeviceInfo(id, GLOBAL_FREE_MEMORY_AMD, 2L * Long.BYTES, Pointer.to(free), null);
        return error == CL.CL_SUCCESS && free[0] > 0 ? OptionalLong.of(free[0] << 10) : OptionalLong.empty();
    }

    private static long number(ClearCLDevice device, int parameter) {
        return device.getBackend().getDeviceInfoLong(device.getPeerPointer(), parameter);
    }

    private static String type(long bits) {
        // Accelerators want the same kind of work as GPUs.
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

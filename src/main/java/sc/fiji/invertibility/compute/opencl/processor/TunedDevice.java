package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.DeviceContext;
import sc.fiji.invertibility.compute.opencl.device.Kernel;

/**
 * A device with the kernels of this family.
 *
 * @param context the context in which they were built
 * @param tuning the work sizes that suit the device
 */
record TunedDevice(DeviceContext context, Tuning tuning) {

    Kernel kernel(String name) {
        return context.kernel(name);
    }
}

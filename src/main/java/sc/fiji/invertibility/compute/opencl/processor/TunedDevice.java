package sc.fiji.invertibility.compute.opencl.processor;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.Program;

/**
 * A device with the kernels of this family.
 *
 * @param context the context in which they were built
 * @param program the kernels
 * @param tuning the work sizes that suit the device
 */
record TunedDevice(ClearCLContext context, Program program, Tuning tuning) {

    Kernel kernel(String name) {
        return program.kernel(name);
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;

/** An OpenCL context with the kernels that were built in it, shared by all engines on the device. */
public final class DeviceContext {

    private final ClearCLContext context;
    private final Program program;

    /**
     * Joins a context and its kernels.
     *
     * @param context the context
     * @param program the kernels, built in it
     */
    public DeviceContext(ClearCLContext context, Program program) {
        this.context = context;
        this.program = program;
    }

    /** {@return the context} */
    public ClearCLContext context() {
        return context;
    }

    /**
     * Finds a kernel.
     *
     * @param name its name
     * @return the kernel
     * @throws sc.fiji.invertibility.compute.DeviceFailure if there is none of that name
     */
    public Kernel kernel(String name) {
        return program.kernel(name);
    }
}

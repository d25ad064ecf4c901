package sc.fiji.invertibility.compute.opencl;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;

/** An OpenCL context with the kernels that were built in it, shared by all engines on the device. */
final class DeviceContext {

    private final ClearCLContext context;
    private final Tuning tuning;
    private final Program program;

    /**
     * Builds the kernels.
     *
     * @throws IllegalStateException with the build log if they do not build
     */
    DeviceContext(ClearCLContext context, Tuning tuning) {
        this.context = context;
        this.tuning = tuning;
        this.program = Program.build(context, Program.source(), tuning.options() + " -D PIXELS=" + tuning.pixels());
    }

    ClearCLContext context() {
        return context;
    }

    Tuning tuning() {
        return tuning;
    }

    Kernel kernel(String name) {
        return program.kernel(name);
    }
}

package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.Map;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.Program;

/** A GPU and the programs that were built for it, each when a kernel of it was first needed. */
final class GpuDevice {

    private final ClearCLContext context;
    private final Limits limits;
    private final Map<Source, Program> programs = new HashMap<>();

    GpuDevice(ClearCLContext context, Limits limits) {
        this.context = context;
        this.limits = limits;
    }

    ClearCLContext context() {
        return context;
    }

    Limits limits() {
        return limits;
    }

    /**
     * Finds a kernel.
     *
     * @throws sc.fiji.invertibility.compute.DeviceFailure with the file's name and the build log if its program does not build
     */
    Kernel kernel(Source source, String name) {
        return program(source).kernel(name);
    }

    private synchronized Program program(Source source) {
        Program program = programs.get(source);
        if (program == null) {
            String text = Program.source(GpuDevice.class, source.files());
            program = Program.build(context, source.name(), text, limits.options() + source.options());
            programs.put(source, program);
        }
        return program;
    }
}

package sc.fiji.invertibility.compute.opencl;

import java.util.HashMap;
import java.util.Map;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;

/** An OpenCL context with the programs that were built in it, shared by all engines on the device. */
final class DeviceContext {

    private final ClearCLContext context;
    private final Tuning tuning;
    private final Map<String, Program> programs = new HashMap<>();

    DeviceContext(ClearCLContext context, Tuning tuning) {
        this.context = context;
        this.tuning = tuning;
    }

    ClearCLContext context() {
        return context;
    }

    Tuning tuning() {
        return tuning;
    }

    /**
     * Returns a kernel, building its program on first use.
     *
     * @param file the program's file, without ending
     * @param name the kernel's name
     * @throws IllegalStateException with the build log if the program does not build
     */
    synchronized Kernel kernel(String file, String name) {
        return programs.computeIfAbsent(file, this::build).kernel(name);
    }

    private Program build(String file) {
        return Program.build(context, file, Program.source(file), tuning.options() + " -D PIXELS=" + tuning.pixels());
    }
}

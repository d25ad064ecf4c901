package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.Program;
import sc.fiji.invertibility.compute.opencl.device.Staging;

/** A GPU and the programs that were built for it, each when a kernel of it was first needed. */
final class GpuDevice {

    private final ClearCLContext context;
    private final Limits limits;
    private final Staging staging;
    private final Map<Source, Program> programs = new HashMap<>();
    private final Map<List<Object>, Source> ofGroups = new HashMap<>();

    GpuDevice(ClearCLContext context, Limits limits) {
        this.context = context;
        this.limits = limits;
        this.staging = new Staging(context);
    }

    /** {@return the way for large maps to and from the device} */
    Staging staging() {
        return staging;
    }

    ClearCLContext context() {
        return context;
    }

    Limits limits() {
        return limits;
    }

    /** {@return a program whose groups are as large as is wanted and allowed} */
    synchronized Source source(String file, int group) {
        return ofGroups.computeIfAbsent(List.of(file, group), f -> Source.of(file, "GROUP", limits.group(group)));
    }

    /**
     * Finds a kernel.
     *
     * @throws IllegalStateException with the file's name and the build log if its program does not build
     */
    Kernel kernel(Source source, String name) {
        return program(source).kernel(name);
    }

    private synchronized Program program(Source source) {
        Program program = programs.get(source);
        if (program == null) {
            String text = Program.source(GpuDevice.class, source.files());
            program = Program.build(context, source.name(), text, limits.options() + source.options())
                    .ofParts();
            programs.put(source, program);
        }
        return program;
    }
}

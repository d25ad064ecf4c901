package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.opencl.device.Kernel;
import sc.fiji.invertibility.compute.opencl.device.Program;
import sc.fiji.invertibility.compute.opencl.device.StagingBuffers;

/** A GPU and its programs, each of which is built when one of its kernels is first needed. */
final class GpuDevice {

    /** What files need whose groups do not only add. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "reduction.cl", List.of("group_sum.cl", "exact.cl"),
            "selection.cl", List.of("magnitudes.cl", "histogram.cl"),
            "selection_in_tiles.cl", List.of("magnitudes.cl"),
            "storage.cl", List.of("magnitudes.cl"),
            "steps.cl", List.of("magnitudes.cl", "histogram.cl", "pairs.cl"));

    private final ClearCLContext context;
    private final DeviceLimits limits;
    private final StagingBuffers staging;
    private final Map<ProgramSource, Program> programs = new ConcurrentHashMap<>();
    private final Map<List<Object>, ProgramSource> ofGroups = new ConcurrentHashMap<>();

    GpuDevice(ClearCLContext context, DeviceLimits limits) {
        this.context = context;
        this.limits = limits;
        this.staging = new StagingBuffers(context);
    }

    /** {@return the buffers through which large maps are copied to and from the device} */
    StagingBuffers staging() {
        return staging;
    }

    ClearCLContext context() {
        return context;
    }

    DeviceLimits limits() {
        return limits;
    }

    /** {@return a program with groups of the wanted size, or the largest that is allowed} */
    ProgramSource source(String file, int group) {
        return ofGroups.computeIfAbsent(List.of(file, group), f -> {
            ProgramSource source = ProgramSource.of(file, "GROUP", limits.group(group));
            for (String needed : NEEDED.getOrDefault(file, List.of("group_sum.cl"))) source = source.after(needed);
            return source;
        });
    }

    /**
     * Finds a kernel.
     *
     * @throws sc.fiji.invertibility.compute.DeviceFailure with the file's name and the build log if its program does
     *     not build
     */
    Kernel kernel(ProgramSource source, String name) {
        return program(source).kernel(name);
    }

    /**
     * Starts building the programs that nearly all work needs, while images are still being uploaded. A program that
     * does not build is reported when it is needed.
     */
    void buildAhead() {
        for (ProgramSource source : List.of(PoolingKernels.SOURCE, PackedWeights.SOURCE, TopK.source(this))) {
            Thread builder = new Thread(() -> built(source), "kernels of " + source.name());
            builder.setDaemon(true);
            builder.start();
        }
    }

    private void built(ProgramSource source) {
        try {
            program(source);
        } catch (RuntimeException e) {
            // The same error is thrown to whoever needs one of its kernels.
        }
    }

    private Program program(ProgramSource source) {
        Program built = programs.get(source);
        return built != null ? built : build(source);
    }

    private Program build(ProgramSource source) {
        return programs.computeIfAbsent(
                source,
                s -> Program.build(
                                context,
                                s.name(),
                                Program.source(GpuDevice.class, s.files()),
                                limits.options() + s.options())
                        .ofParts());
    }
}

package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;
import sc.fiji.invertibility.compute.opencl.device.KernelFamily;
import sc.fiji.invertibility.compute.opencl.device.Program;

/**
 * The kernels for processors. They form one program, since drivers take a large part of a second to start building any.
 */
public final class ProcessorKernels implements KernelFamily {

    private static final List<String> FILES = List.of(
            "definitions.cl",
            "layout.cl",
            "transfer.cl",
            "arithmetic.cl",
            "pooling.cl",
            "selection.cl",
            "filter_transform.cl",
            "packing.cl",
            "largest.cl",
            "bracket.cl",
            "storage.cl",
            "correlation.cl",
            "direct.cl",
            "direct_pooled.cl",
            "winograd.cl",
            "winograd_cores.cl",
            "few.cl",
            "planar.cl",
            "scatter.cl",
            "patches.cl",
            "gradient.cl",
            "winograd_gradient.cl",
            "channels.cl",
            "batch_norm.cl",
            "training.cl");

    private final TunedDevice device;

    private ProcessorKernels(TunedDevice device) {
        this.device = device;
    }

    /**
     * Builds the kernels.
     *
     * @param context the context to build in
     * @return the kernels
     * @throws sc.fiji.invertibility.compute.DeviceFailure with the build log if they do not build
     */
    public static ProcessorKernels build(ClearCLContext context) {
        ClearCLDevice device = context.getDevice();
        int cores = (int) Math.max(1, device.getNumberOfComputeUnits());
        return build(context, new Tuning(cores, DeviceQuery.hasDouble(device)));
    }

    static ProcessorKernels build(ClearCLContext context, Tuning tuning) {
        Program program =
                Program.build(context, "processors", Program.source(ProcessorKernels.class, FILES), tuning.options());
        return new ProcessorKernels(new TunedDevice(context, program, tuning));
    }

    @Override
    public Engine open(Device description, long memoryLimit) {
        return new ProcessorEngine(description, device, memoryLimit);
    }
}

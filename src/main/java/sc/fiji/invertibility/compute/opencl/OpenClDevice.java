package sc.fiji.invertibility.compute.opencl;

import java.util.ArrayList;
import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCL;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import net.haesleinhuepf.clij.clearcl.backend.jocl.ClearCLBackendJOCL;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.DeviceCandidate;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.opencl.device.ClijContext;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;
import sc.fiji.invertibility.compute.opencl.device.FailedContexts;
import sc.fiji.invertibility.compute.opencl.device.FaultSignals;
import sc.fiji.invertibility.compute.opencl.device.KernelFamily;
import sc.fiji.invertibility.compute.opencl.gpu.GpuKernels;
import sc.fiji.invertibility.compute.opencl.processor.ProcessorKernels;

/**
 * An OpenCL device of this machine. Its context and its built kernels are shared by all engines that are
 * opened on it; where CLIJ2 runs on the same device, the context is CLIJ2's own.
 */
public final class OpenClDevice implements DeviceCandidate {

    /** After this many failures a device is given up: each costs a wait, and a context that is never closed. */
    private static final int MOST_FAILURES = 3;

    private static List<OpenClDevice> found;

    private final ClearCLDevice device;
    private final Device description;
    private volatile Opened opened;
    private volatile String failure = "";

    /** A context, and the kernels that were built in it. */
    record Opened(ClearCLContext context, KernelFamily kernels) {}

    private OpenClDevice(ClearCLDevice device, Device description) {
        this.device = device;
        this.description = description;
    }

    /**
     * Lists the devices of this machine, in the order of the platforms. The second of several devices of the same name
     * is called {@code NAME #2}, and so on.
     *
     * @return the devices, possibly none
     * @throws RuntimeException if OpenCL does not respond
     * @throws LinkageError if OpenCL or the libraries that call it are not installed
     */
    public static synchronized List<OpenClDevice> found() {
        if (found == null) {
            List<OpenClDevice> devices = new ArrayList<>();
            for (ClearCLDevice device : new ClearCL(new ClearCLBackendJOCL()).getAllDevices()) {
                String name = distinctName(device.getName(), devices);
                devices.add(new OpenClDevice(device, DeviceQuery.describe(device, name)));
            }
            found = List.copyOf(devices);
            FaultSignals.reclaim();
        }
        return found;
    }

    @Override
    public Device device() {
        return description;
    }

    @Override
    public Engine open() {
        return open(Long.MAX_VALUE);
    }

    /**
     * Opens an engine with a limit to its memory.
     *
     * @param memoryLimit bytes of device memory that the engine may hold at a time; beyond that it throws {@link
     *     sc.fiji.invertibility.compute.OutOfDeviceMemory}
     * @return the engine
     * @throws RuntimeException if the device does not open, or its kernels do not build or run
     */
    public Engine open(long memoryLimit) {
        return opened().kernels().open(description, memoryLimit);
    }

    @Override
    public String failure() {
        Opened now = opened;
        return now == null ? failure : FailedContexts.reason(now.context()).orElse("");
    }

    /**
     * {@return the context to work in and its kernels, which are replaced when the device fails or CLIJ2 opens another
     * context}
     */
    synchronized Opened opened() {
        ClearCLContext clij = usable(ClijContext.on(device));
        boolean lost = opened == null || usable(opened.context()) == null;
        if (lost || clij != null && opened.context() != clij) open(clij);
        return opened;
    }

    private void open(ClearCLContext clij) {
        failure = failure();
        opened = null;
        int failures = FailedContexts.on(device);
        if (failures >= MOST_FAILURES)
            throw new DeviceFailure(
                    "it failed " + failures + " times, and is left alone until this program is started again; "
                            + failure,
                    null);
        ClearCLContext context = clij;
        try {
            if (clij == null) context = device.createContext();
            KernelFamily kernels = kernels(context);
            SelfTest.run(kernels.open(description, Long.MAX_VALUE));
            opened = new Opened(context, kernels);
        } catch (RuntimeException | LinkageError e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
            // What is CLIJ2's stays open, and so does a context in which the device failed.
            if (clij == null && usable(context) != null) context.close();
            throw e;
        }
    }

    /** {@return the context, or null if it was closed or the device failed in it} */
    private static ClearCLContext usable(ClearCLContext context) {
        boolean over = context == null
                || context.getPeerPointer() == null
                || FailedContexts.reason(context).isPresent();
        return over ? null : context;
    }

    /** Decides which kernels the device runs. */
    private KernelFamily kernels(ClearCLContext context) {
        return "CPU".equals(description.type()) ? ProcessorKernels.build(context) : GpuKernels.in(context);
    }

    private static String distinctName(String name, List<OpenClDevice> before) {
        long same = before.stream()
                .filter(d -> d.device.getName().equalsIgnoreCase(name))
                .count();
        return same == 0 ? name : name + " #" + (same + 1);
    }
}

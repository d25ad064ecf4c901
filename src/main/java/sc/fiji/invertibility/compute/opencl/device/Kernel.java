package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLPeerPointer;
import net.haesleinhuepf.clij.clearcl.backend.ClearCLBackendInterface;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** One kernel. It is shared by all engines on its device, so setting arguments and launching are one step. */
public final class Kernel {

    private final ClearCLContext context;
    private final String name;
    private final ClearCLPeerPointer kernel;

    /** What the kernel was given last, and keeps: most arguments are the same from launch to launch. */
    private Object[] given = {};

    Kernel(ClearCLContext context, String name, ClearCLPeerPointer kernel) {
        this.context = context;
        this.name = name;
        this.kernel = kernel;
    }

    /**
     * Appends a launch to the context's queue, and does not wait for it.
     *
     * @param range how many work-items, and in what groups
     * @param arguments {@code Integer}, {@code Long}, {@code Float} or {@link DeviceBuffer}
     * @throws OutOfDeviceMemory if the device has no room to run it
     * @throws IllegalStateException if it does not run
     */
    public synchronized void run(Range range, Object... arguments) {
        ClearCLBackendInterface backend = context.getBackend();
        long[] offsets = new long[range.global().length];
        try {
            give(backend, arguments);
            backend.enqueueKernelExecution(
                    context.getDefaultQueue().getPeerPointer(),
                    kernel,
                    offsets.length,
                    offsets,
                    range.global(),
                    range.local());
        } catch (OpenCLException e) {
            if (DeviceMemory.exhausted(e))
                throw new OutOfDeviceMemory(
                        context.getDevice().getName() + " ran out of memory in the kernel " + name, e);
            throw new IllegalStateException(
                    "the kernel " + name + " does not run on "
                            + context.getDevice().getName() + ": " + e.getMessage(),
                    e);
        }
    }

    private void give(ClearCLBackendInterface backend, Object[] arguments) {
        Object[] before = given;
        given = new Object[] {};
        Object[] now = new Object[arguments.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = arguments[i] instanceof DeviceBuffer buffer ? buffer.memory() : arguments[i];
            if (i >= before.length || !now[i].equals(before[i])) backend.setKernelArgument(kernel, i, now[i]);
        }
        given = now;
    }
}

package sc.fiji.invertibility.compute.opencl;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLPeerPointer;
import net.haesleinhuepf.clij.clearcl.backend.ClearCLBackendInterface;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** One kernel. It is shared by all engines on its device, so setting arguments and launching are one step. */
final class Kernel {

    private final ClearCLContext context;
    private final String name;
    private final ClearCLPeerPointer kernel;

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
     */
    synchronized void run(Range range, Object... arguments) {
        ClearCLBackendInterface backend = context.getBackend();
        long[] offsets = new long[range.global().length];
        try {
            for (int i = 0; i < arguments.length; i++)
                backend.setKernelArgument(
                        kernel, i, arguments[i] instanceof DeviceBuffer buffer ? buffer.memory() : arguments[i]);
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
}

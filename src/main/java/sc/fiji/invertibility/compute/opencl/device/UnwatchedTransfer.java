package sc.fiji.invertibility.compute.opencl.device;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Queues transfers from and to host memory that outlives them. For each one, JOCL's own methods wake up a thread, or
 * start one, that waits in the driver for its end, beside the thread that queues kernels there: so they keep the host
 * memory, which is not needed here. The native methods behind them are called instead, or, in a version of JOCL that
 * has no such methods, the usual ones.
 */
final class UnwatchedTransfer {

    private static final MethodType TYPE = MethodType.methodType(
            int.class,
            cl_command_queue.class,
            cl_mem.class,
            boolean.class,
            long.class,
            long.class,
            Pointer.class,
            int.class,
            cl_event[].class,
            cl_event.class);

    private static final MethodHandle READ = method("clEnqueueReadBuffer");
    private static final MethodHandle WRITE = method("clEnqueueWriteBuffer");

    private UnwatchedTransfer() {}

    private static MethodHandle method(String name) {
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            try {
                return MethodHandles.privateLookupIn(CL.class, own).findStatic(CL.class, name + "Native", TYPE);
            } catch (ReflectiveOperationException | SecurityException e) {
                return own.findStatic(CL.class, name, TYPE);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JOCL has no " + name, e);
        }
    }

    /**
     * Queues a copy from the device.
     *
     * @param after what it waits for beside the queue; null for nothing
     * @param event becomes its event
     */
    static void read(
            cl_command_queue queue,
            cl_mem from,
            long offset,
            long bytes,
            Pointer to,
            cl_event[] after,
            cl_event event) {
        int error;
        try {
            error = (int) READ.invokeExact(
                    queue, from, false, offset, bytes, to, after == null ? 0 : after.length, after, event);
        } catch (Throwable e) {
            throw unchecked(e);
        }
        BackendUtils.checkOpenCLError(error);
    }

    /**
     * Queues a copy to the device.
     *
     * @param event becomes its event
     */
    static void write(cl_command_queue queue, cl_mem to, long offset, long bytes, Pointer from, cl_event event) {
        int error;
        try {
            error = (int) WRITE.invokeExact(queue, to, false, offset, bytes, from, 0, (cl_event[]) null, event);
        } catch (Throwable e) {
            throw unchecked(e);
        }
        BackendUtils.checkOpenCLError(error);
    }

    /** Neither method declares an exception. */
    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) throw error;
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}

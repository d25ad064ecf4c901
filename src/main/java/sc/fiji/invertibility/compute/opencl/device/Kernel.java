package sc.fiji.invertibility.compute.opencl.device;

import java.util.ArrayList;
import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLPeerPointer;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * One kernel. It is shared by all engines on its device, so setting arguments and launching are one step. A launch
 * takes a GPU some microseconds, so the code before it must be fast: ClearCL's own way allocates much for each
 * argument.
 */
public final class Kernel {

    private final ClearCLContext context;
    private final String name;
    private final cl_kernel kernel;
    private final boolean ofParts;

    /** The arguments that are set: most of them are the same from launch to launch. */
    private Object[] given = {};

    private final int[] integer = new int[1];
    private final long[] longInteger = new long[1];
    private final float[] real = new float[1];
    private final Pointer toInteger = Pointer.to(integer);
    private final Pointer toLong = Pointer.to(longInteger);
    private final Pointer toReal = Pointer.to(real);

    /**
     * @param ofParts whether each buffer is followed by an argument with its first word
     */
    Kernel(ClearCLContext context, String name, ClearCLPeerPointer kernel, boolean ofParts) {
        this.context = context;
        this.name = name;
        this.kernel = (cl_kernel) kernel.getPointer();
        this.ofParts = ofParts;
    }

    /**
     * Appends a launch to the context's queue, and does not wait for it.
     *
     * @param range the number of work-items, and their groups
     * @param arguments {@code Integer}, {@code Long}, {@code Float}, {@code Boolean} (1 or 0), a constant of an enum
     *     (its number, from 0 on), {@link DeviceBuffer}, or {@link DeviceMap} (its buffer), and lists of these, which
     *     stand for their elements; at least one buffer
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory to run it
     * @throws sc.fiji.invertibility.compute.DeviceFailure if it fails
     */
    public synchronized void run(NDRange range, Object... arguments) {
        List<Object> all = new ArrayList<>(2 * arguments.length);
        for (Object argument : arguments) append(argument, all);
        try {
            DriverCall.begin();
            give(all);
            cl_command_queue queue = (cl_command_queue)
                    context.getDefaultQueue().getPeerPointer().getPointer();
            BackendUtils.checkOpenCLError(CL.clEnqueueNDRangeKernel(
                    queue, kernel, range.global().length, null, range.global(), range.local(), 0, null, null));
        } catch (OpenCLException e) {
            throw memory(all).failure("in the kernel " + name, e);
        }
    }

    private static void append(Object argument, List<Object> all) {
        if (argument instanceof List<?> several) for (Object one : several) append(one, all);
        else if (argument instanceof DeviceMap map) all.add(map.buffer());
        else if (argument instanceof Boolean yes) all.add(yes ? 1 : 0);
        else all.add(argument instanceof Enum<?> choice ? choice.ordinal() : argument);
    }

    /** What a kernel works on. */
    private static DeviceBuffer memory(List<Object> arguments) {
        return arguments.stream()
                .filter(DeviceBuffer.class::isInstance)
                .map(DeviceBuffer.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void give(List<Object> arguments) {
        Object[] before = given;
        given = new Object[] {};
        Object[] now = new Object[ofParts ? 2 * arguments.size() : arguments.size()];
        int count = 0;
        for (Object argument : arguments) {
            if (argument instanceof DeviceBuffer buffer) {
                now[count++] = buffer.pointer();
                if (ofParts) now[count++] = buffer.first();
            } else {
                now[count++] = argument;
            }
        }
        for (int i = 0; i < count; i++)
            if (i >= before.length || !same(now[i], before[i])) BackendUtils.checkOpenCLError(give(i, now[i]));
        given = now;
    }

    /** Memory is compared by identity, since a later allocation may have the same address. */
    private static boolean same(Object now, Object before) {
        return now == before || !(now instanceof cl_mem) && now.equals(before);
    }

    private int give(int index, Object argument) {
        if (argument instanceof cl_mem memory)
            return CL.clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(memory));
        if (argument instanceof Integer value) {
            integer[0] = value;
            return CL.clSetKernelArg(kernel, index, Integer.BYTES, toInteger);
        }
        if (argument instanceof Long value) {
            longInteger[0] = value;
            return CL.clSetKernelArg(kernel, index, Long.BYTES, toLong);
        }
        real[0] = (Float) argument;
        return CL.clSetKernelArg(kernel, index, Float.BYTES, toReal);
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /** The arguments that are set, as many as were ever needed: most of them are the same from launch to launch. */
    private Object[] given = new Object[32];

    private final int[] integer = new int[1];
    private final long[] longInteger = new long[1];
    private final float[] real = new float[1];
    private final double[] doubleReal = new double[1];
    private final Pointer toInteger = Pointer.to(integer);
    private final Pointer toLong = Pointer.to(longInteger);
    private final Pointer toReal = Pointer.to(real);
    private final Pointer toDouble = Pointer.to(doubleReal);

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
     * @param arguments {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code Boolean} (1 or 0), a
     *     constant of an enum (its number, from 0 on), {@link DeviceBuffer}, {@link DeviceMap} (its buffer), or {@link
     *     LocalMemory}, and lists of these, which stand for their elements; at least one buffer
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device has no memory to run it
     * @throws sc.fiji.invertibility.compute.DeviceFailure if it fails
     */
    public synchronized void run(NDRange range, Object... arguments) {
        try {
            DriverCall.begin();
            int index = 0;
            for (Object argument : arguments) index = give(index, argument);
            cl_command_queue queue = (cl_command_queue)
                    context.getDefaultQueue().getPeerPointer().getPointer();
            BackendUtils.checkOpenCLError(CL.clEnqueueNDRangeKernel(
                    queue, kernel, range.global().length, null, range.global(), range.local(), 0, null, null));
        } catch (OpenCLException e) {
            throw memory(List.of(arguments)).failure("in the kernel " + name, e);
        }
    }

    /**
     * Sets an argument, or several, and returns the index of the next one. Asks for classes first, and for the
     * interface of lists last, since that takes longest; and for the elements of a list without an iterator.
     */
    private int give(int index, Object argument) {
        if (argument instanceof Number || argument instanceof LocalMemory) return set(index, argument);
        if (argument instanceof DeviceMap map) return give(index, map.buffer());
        if (argument instanceof DeviceBuffer buffer) {
            int next = set(index, buffer.pointer());
            return ofParts ? set(next, buffer.first()) : next;
        }
        if (argument instanceof Boolean yes) return set(index, yes ? 1 : 0);
        if (argument instanceof Enum<?> choice) return set(index, choice.ordinal());
        List<?> several = (List<?>) argument;
        int next = index;
        for (int i = 0, size = several.size(); i < size; i++) next = give(next, several.get(i));
        return next;
    }

    /** What a kernel works on: the first buffer, or null. */
    private static DeviceBuffer memory(Object argument) {
        if (argument instanceof DeviceMap map) return map.buffer();
        if (argument instanceof DeviceBuffer buffer) return buffer;
        if (!(argument instanceof List<?> several)) return null;
        return several.stream()
                .map(Kernel::memory)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private int set(int index, Object argument) {
        if (index == given.length) given = Arrays.copyOf(given, 2 * index);
        if (!same(argument, given[index])) {
            // Unknown until the driver has taken it.
            given[index] = null;
            BackendUtils.checkOpenCLError(pass(index, argument));
            given[index] = argument;
        }
        return index + 1;
    }

    /** Memory is compared by identity, since a later allocation may have the same address. */
    private static boolean same(Object now, Object before) {
        return now == before || !(now instanceof cl_mem) && now.equals(before);
    }

    private int pass(int index, Object argument) {
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
        if (argument instanceof LocalMemory memory)
            return CL.clSetKernelArg(kernel, index, (long) memory.words() * Float.BYTES, null);
        if (argument instanceof Double value) {
            doubleReal[0] = value;
            return CL.clSetKernelArg(kernel, index, Double.BYTES, toDouble);
        }
        real[0] = (Float) argument;
        return CL.clSetKernelArg(kernel, index, Float.BYTES, toReal);
    }
}

package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/**
 * What the errors of a driver mean. Drivers give memory when it is first used, so that every call may find none; but
 * they also say {@code CL_OUT_OF_RESOURCES}, to every call from then on, of a device that was reset.
 */
final class DriverErrors {

    private static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    private static final int OUT_OF_RESOURCES = -5;
    private static final int OUT_OF_HOST_MEMORY = -6;
    private static final int INVALID_BUFFER_SIZE = -61;

    /** Bytes for which every device that works has room. */
    private static final long LITTLE = 64L << 20;

    private final ClearCLContext context;

    /** Whether resources were refused already while little was held. */
    private boolean refused;

    DriverErrors(ClearCLContext context) {
        this.context = context;
    }

    /**
     * Returns what to throw.
     *
     * @param where what was done, as in "in the kernel x"
     * @param held bytes that are held, and asked for
     * @return memory is short, or, if it is not, a failure; nobody works in the context after that
     */
    RuntimeException of(String where, long held, ClearCLException e) {
        String name = context.getDevice().getName();
        if (isShortage(e, held)) return new OutOfDeviceMemory(name + " ran out of memory " + where, e);
        return failure(context, name + " stopped working " + where + " (" + e.getMessage() + ")", e);
    }

    /** Returns what to throw where a device cannot go on; nobody works in the context after that. */
    static DeviceFailure failure(ClearCLContext context, String sentence, ClearCLException e) {
        FailedContexts.add(context, sentence);
        return new DeviceFailure(sentence, e);
    }

    private boolean isShortage(ClearCLException e, long held) {
        if (!(e instanceof OpenCLException error)) return false;
        return switch (error.getErrorCode()) {
            case MEM_OBJECT_ALLOCATION_FAILURE, OUT_OF_HOST_MEMORY, INVALID_BUFFER_SIZE -> true;
            case OUT_OF_RESOURCES -> {
                boolean before = refused;
                refused |= held <= LITTLE;
                yield !before || held > LITTLE;
            }
            default -> false;
        };
    }
}

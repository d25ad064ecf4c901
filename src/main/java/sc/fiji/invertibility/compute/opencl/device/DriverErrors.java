package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.ClearCLException;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/**
 * The meaning of a driver's errors. Drivers allocate memory only when it is first used, so any call may run out of it;
 * but after a device was reset, they also answer every call with {@code CL_OUT_OF_RESOURCES}.
 */
final class DriverErrors {

    private static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    private static final int OUT_OF_RESOURCES = -5;
    private static final int OUT_OF_HOST_MEMORY = -6;
    private static final int INVALID_BUFFER_SIZE = -61;

    /** Bytes that every working device can allocate. */
    private static final long LITTLE = 64L << 20;

    private final ClearCLContext context;

    /** Whether resources were refused before although little memory was held. */
    private boolean refused;

    DriverErrors(ClearCLContext context) {
        this.context = context;
    }

    /**
     * Returns the exception to throw.
     *
     * @param where what failed, as in "in the kernel x"
     * @param held bytes that are held and requested, together
     * @return that memory is short, or, if it is not, that the device failed; then the context is not used any more
     */
    RuntimeException of(String where, long held, ClearCLException e) {
        String name = context.getDevice().getName();
        if (isShortage(e, held)) return new OutOfDeviceMemory(name + " ran out of memory " + where, e);
        return failure(context, name + " stopped working " + where + " (" + e.getMessage() + ")", e);
    }

    /** Returns the exception for a device that failed; its context is not used any more. */
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

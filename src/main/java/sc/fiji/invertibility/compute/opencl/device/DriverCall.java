package sc.fiji.invertibility.compute.opencl.device;

import java.util.function.IntSupplier;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;

/** A hook before each driver call, with which tests can make any of them fail. */
final class DriverCall {

    /** Supplies the error of the next call, 0 for none; null outside of tests. */
    private static volatile IntSupplier errors;

    private DriverCall() {}

    static void letFail(IntSupplier next) {
        errors = next;
    }

    /**
     * Is called before each driver call.
     *
     * @throws net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException if a test makes the call fail
     */
    static void begin() {
        IntSupplier next = errors;
        if (next != null) BackendUtils.checkOpenCLError(next.getAsInt());
    }
}

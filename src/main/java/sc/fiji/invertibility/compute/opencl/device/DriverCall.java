package sc.fiji.invertibility.compute.opencl.device;

import java.util.function.IntSupplier;
import net.haesleinhuepf.clij.clearcl.backend.BackendUtils;

/** Where each call of the driver passes by, so that tests can let any of them fail. */
final class DriverCall {

    /** Tells the error of the next call, 0 for none; null outside of tests. */
    private static volatile IntSupplier errors;

    private DriverCall() {}

    static void letFail(IntSupplier next) {
        errors = next;
    }

    /**
     * Stands before a call.
     *
     * @throws net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException if a test lets the call fail
     */
    static void begin() {
        IntSupplier next = errors;
        if (next != null) BackendUtils.checkOpenCLError(next.getAsInt());
    }
}

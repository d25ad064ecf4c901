package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The device that tests run on; without one they are skipped, saying so. */
public final class OpenClTestDevice {

    private OpenClTestDevice() {}

    /** {@return the first device of this machine} */
    public static OpenClDevice first() {
        List<OpenClDevice> devices;
        try {
            devices = OpenClDevice.found();
        } catch (LinkageError | RuntimeException e) {
            throw new TestAbortedException("OpenCL does not answer, and is not tested: " + e);
        }
        Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device answers: OpenCL is not tested");
        return devices.get(0);
    }

    /** {@return the context that engines on the first device work in} */
    public static ClearCLContext context() {
        return first().opened().context();
    }
}

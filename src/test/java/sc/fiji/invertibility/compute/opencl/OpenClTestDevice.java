package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The device that tests run on; without one they are skipped, saying so. */
final class OpenClTestDevice {

    private OpenClTestDevice() {}

    static OpenClDevice first() {
        try {
            List<OpenClDevice> devices = OpenClDevice.found();
            Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device answers: OpenCL is not tested");
            return devices.get(0);
        } catch (LinkageError | RuntimeException e) {
            if (e instanceof org.opentest4j.TestAbortedException) throw e;
            throw new org.opentest4j.TestAbortedException("OpenCL does not answer, and is not tested: " + e);
        }
    }
}

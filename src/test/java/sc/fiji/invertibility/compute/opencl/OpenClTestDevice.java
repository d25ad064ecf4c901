package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/** The device that tests run on; if there is none, tests are skipped with that reason. */
public final class OpenClTestDevice {

    private OpenClTestDevice() {}

    /** {@return the first device of this machine} */
    public static OpenClDevice first() {
        return devices().get(0);
    }

    /** {@return the first processor among the devices of this machine} */
    public static OpenClDevice processor() {
        return devices().stream()
                .filter(device -> "CPU".equals(device.device().type()))
                .findFirst()
                .orElseThrow(
                        () -> new TestAbortedException("no OpenCL device is a processor: its kernels are not tested"));
    }

    private static List<OpenClDevice> devices() {
        List<OpenClDevice> devices;
        try {
            devices = OpenClDevice.found();
        } catch (LinkageError | RuntimeException e) {
            throw new TestAbortedException("OpenCL does not answer, and is not tested: " + e);
        }
        Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device answers: OpenCL is not tested");
        return devices;
    }

    /** {@return the context that engines on the first device work in} */
    public static ClearCLContext context() {
        return first().opened().context();
    }

    /** {@return the context that engines on the first processor work in} */
    public static ClearCLContext processorContext() {
        return processor().opened().context();
    }
}

package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;
import sc.fiji.invertibility.compute.Engine;

/** The device that tests run on; without one they are skipped, saying so. */
final class OpenClTestDevice {

    private static DeviceContext likeAGpu;

    private OpenClTestDevice() {}

    static OpenClDevice first() {
        List<OpenClDevice> devices;
        try {
            devices = OpenClDevice.found();
        } catch (LinkageError | RuntimeException e) {
            throw new TestAbortedException("OpenCL does not answer, and is not tested: " + e);
        }
        Assumptions.assumeFalse(devices.isEmpty(), "no OpenCL device answers: OpenCL is not tested");
        return devices.get(0);
    }

    /** The first device, used as if it were a GPU without double precision. */
    static synchronized Engine likeAGpu(long bytes) {
        OpenClDevice device = first();
        ClearCLContext context = device.context().context();
        if (likeAGpu == null || likeAGpu.context() != context)
            likeAGpu = new DeviceContext(context, Tuning.gpu(2).withoutDouble());
        return new OpenClEngine(device.device(), likeAGpu, bytes);
    }
}

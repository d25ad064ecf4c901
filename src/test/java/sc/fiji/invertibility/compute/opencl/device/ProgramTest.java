package sc.fiji.invertibility.compute.opencl.device;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

class ProgramTest {

    @AfterEach
    void forgetWhatFailed() {
        FailedContexts.clear();
    }

    @Test
    void kernelsThatDoNotBuildSayWhyAndWhere() {
        ClearCLContext context = OpenClTestDevice.context();
        String source = Program.source(ProgramTest.class, List.of("fine.cl", "broken.cl"));
        String message = assertThrows(DeviceFailure.class, () -> Program.build(context, "some test", source, ""))
                .getMessage();
        String device = context.getDevice().getName();
        assertTrue(message.startsWith("the kernels of some test do not build on " + device + ": "), message);
        assertTrue(message.contains("undeclared_name"), message);
        // NVIDIA's compiler tells no file, but counts the lines of all.
        assertTrue(message.contains("broken.cl:2:") || message.contains("<kernel>:"), message);
    }

    @Test
    void aKernelThatIsNotThereIsNamed() {
        Program program = Program.build(
                OpenClTestDevice.context(), "test.cl", "__kernel void f(__global float *x) { x[0] = 0; }", "");
        String message = assertThrows(DeviceFailure.class, () -> program.kernel("nothing"))
                .getMessage();
        assertTrue(message.contains("nothing"), message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String message = assertThrows(
                        IllegalStateException.class, () -> Program.source(ProgramTest.class, List.of("nothing.cl")))
                .getMessage();
        assertTrue(message.contains("nothing.cl"), message);
    }
}

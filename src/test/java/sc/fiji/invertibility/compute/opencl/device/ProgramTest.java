package sc.fiji.invertibility.compute.opencl.device;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

class ProgramTest {

    @Test
    void kernelsThatDoNotBuildSayWhy() {
        ClearCLContext context = OpenClTestDevice.context();
        String broken = "__kernel void f(__global float *x) { x[0] = undeclared_name; }";
        String message = assertThrows(IllegalStateException.class, () -> Program.build(context, "test.cl", broken, ""))
                .getMessage();
        assertTrue(
                message.contains("undeclared_name")
                        && message.contains(context.getDevice().getName()),
                message);
    }

    @Test
    void aKernelThatIsNotThereIsNamed() {
        Program program = Program.build(
                OpenClTestDevice.context(), "test.cl", "__kernel void f(__global float *x) { x[0] = 0; }", "");
        String message = assertThrows(IllegalStateException.class, () -> program.kernel("nothing"))
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

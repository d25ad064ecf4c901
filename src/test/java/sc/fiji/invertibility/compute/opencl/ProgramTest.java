package sc.fiji.invertibility.compute.opencl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void kernelsThatDoNotBuildSayWhy() {
        ClearCLContext context = OpenClTestDevice.first().context().context();
        String broken = "__kernel void f(__global float *x) { x[0] = undeclared_name; }";
        String message = assertThrows(IllegalStateException.class, () -> Program.build(context, broken, ""))
                .getMessage();
        assertTrue(
                message.contains("undeclared_name")
                        && message.contains(context.getDevice().getName()),
                message);
    }

    @Test
    void aKernelThatIsNotThereIsNamed() {
        DeviceContext context = OpenClTestDevice.first().context();
        String message = assertThrows(IllegalStateException.class, () -> context.kernel("nothing"))
                .getMessage();
        assertTrue(message.contains("nothing"), message);
    }
}

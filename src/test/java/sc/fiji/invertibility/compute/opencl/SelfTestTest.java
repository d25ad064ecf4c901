package sc.fiji.invertibility.compute.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.java.JavaEngine;

class SelfTestTest {

    private final Engine real = JavaEngine.create(1);
    private final Set<String> operations = new HashSet<>();

    @Test
    void aProcessorRunsAWholeLayer() {
        SelfTest.run(engine("CPU", 0));
        assertTrue(
                operations.containsAll(Set.of("convolve", "pool", "unpool", "adjoint", "close")), operations::toString);
        assertEquals(0, real.bytesInUse());
    }

    @Test
    void aGpuBuildsNoFiltersForIt() {
        SelfTest.run(engine("GPU", 0));
        assertFalse(operations.contains("pack"), operations::toString);
        assertTrue(operations.containsAll(Set.of("upload", "dot", "close")), operations::toString);
        assertEquals(0, real.bytesInUse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPU", "GPU"})
    void aWrongResultIsToldAndTheEngineIsClosed(String type) {
        String message = assertThrows(IllegalStateException.class, () -> SelfTest.run(engine(type, 1)))
                .getMessage();
        assertTrue(message.startsWith("some " + type + " gives wrong results: a test gave "), message);
        assertTrue(operations.contains("close"));
    }

    /** The Java engine on a device of another type, whose dot products are off. */
    private Engine engine(String type, double error) {
        Device device = new Device("some " + type, type, 1 << 30, 1 << 28, "OpenCL 1.2", "1.0");
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    operations.add(method.getName());
                    if (method.getName().equals("device")) return device;
                    try {
                        Object result = method.invoke(real, arguments);
                        return method.getName().equals("dot") ? (Object) ((double) result + error) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

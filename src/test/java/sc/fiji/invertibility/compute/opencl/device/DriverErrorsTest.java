package sc.fiji.invertibility.compute.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.exceptions.OpenCLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

class DriverErrorsTest {

    private static final long LITTLE = 1 << 20;
    private static final long MUCH = 1 << 30;

    private ClearCLContext context;

    @BeforeEach
    void open() {
        context = OpenClTestDevice.context();
    }

    @AfterEach
    void forgetWhatFailed() {
        FailedContexts.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, -6, -61})
    void whatNamesMemoryIsAlwaysAShortage(int error) {
        DriverErrors errors = new DriverErrors(context);
        for (int i = 0; i < 5; i++) assertEquals(OutOfDeviceMemory.class, type(errors, LITTLE, error));
        assertTrue(FailedContexts.reason(context).isEmpty());
    }

    @Test
    void resourcesAreMemoryUntilTheyAreRefusedAgainWithHardlyAnyHeld() {
        DriverErrors errors = new DriverErrors(context);
        for (int i = 0; i < 5; i++) assertEquals(OutOfDeviceMemory.class, type(errors, MUCH, -5));
        assertEquals(OutOfDeviceMemory.class, type(errors, LITTLE, -5), "the first time");
        assertEquals(OutOfDeviceMemory.class, type(errors, MUCH, -5));
        assertEquals(DeviceFailure.class, type(errors, LITTLE, -5), "and again");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -14, -34, -36, -54, -9999})
    void allElseIsAFailureThatTheContextIsRememberedFor(int error) {
        RuntimeException failure = new DriverErrors(context).of("in the kernel k", 0, new OpenCLException(error));
        assertEquals(DeviceFailure.class, failure.getClass());
        assertEquals(failure.getMessage(), FailedContexts.reason(context).orElseThrow());
        String start = context.getDevice().getName() + " stopped working in the kernel k (OpenCL error: " + error;
        assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
    }

    @Test
    void aRefusalFreesWhatOnlyWaitsForReuse() {
        float[] values = new float[64];
        try (DeviceMemory memory = new DeviceMemory(context, Long.MAX_VALUE);
                DeviceBuffer used = memory.take(values.length)) {
            long before = memory.bytes();
            memory.take(1 << 20).close();
            assertTrue(memory.bytes() > before);
            try (FailingDriver driver = FailingDriver.once(1, -4)) {
                assertThrows(OutOfDeviceMemory.class, () -> used.write(FloatBuffer.wrap(values), 0, values.length));
                assertEquals(1, driver.calls());
            }
            assertEquals(before, memory.bytes());
        }
    }

    @Test
    void aBufferThatIsRefusedIsTriedOnceMore() {
        try (DeviceMemory memory = new DeviceMemory(context, Long.MAX_VALUE)) {
            try (FailingDriver driver = FailingDriver.once(1, -5)) {
                memory.take(64).close();
                assertEquals(2, driver.calls());
            }
            try (FailingDriver driver = FailingDriver.from(1, -4)) {
                assertThrows(OutOfDeviceMemory.class, () -> memory.take(1 << 20));
                assertEquals(2, driver.calls());
            }
        }
    }

    private static Class<?> type(DriverErrors errors, long held, int error) {
        return errors.of("here", held, new OpenCLException(error)).getClass();
    }
}

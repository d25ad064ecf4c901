package sc.fiji.invertibility.compute.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.DeviceStatus;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.FailingDriver;

/** What happens to a device that failed: whoever opens it next gets another context, a few times. */
class FailedDeviceTest {

    private final OpenClDevice device = OpenClTestDevice.first();

    @Test
    void theNextEngineWorksInAnotherContext() {
        ClearCLContext old = device.opened().context();
        try (FailingDriver driver = FailingDriver.once(1, -36)) {
            failOnce();
            String reason = device.failure();
            assertTrue(reason.contains("-36"), reason);
            assertNotSame(old, device.opened().context());
            assertNotNull(old.getPeerPointer(), "a context that is closed is given to the next who asks for one");
            assertEquals("", device.failure());
            work();
            assertSame(device.opened(), device.opened());
            assertTrue(driver.calls() > 1);
        }
    }

    @Test
    void whatDoesNotBuildIsRememberedUntilItDoes() {
        device.opened();
        try (FailingDriver failing = FailingDriver.once(1, -36)) {
            failOnce();
            assertEquals(1, failing.calls());
            try (FailingDriver building = FailingDriver.once(1, -9999)) {
                DeviceFailure failure = assertThrows(DeviceFailure.class, device::open);
                assertEquals(1, building.calls());
                assertTrue(failure.getMessage().contains("do not build"), failure.getMessage());
                assertEquals(failure.getMessage(), device.failure());
            }
            work();
            assertEquals("", device.failure());
        }
    }

    @Test
    void whatCannotBeOpenedKeepsNoContext() throws ReflectiveOperationException {
        device.opened();
        Field field = OpenClDevice.class.getDeclaredField("device");
        field.setAccessible(true);
        ClearCLDevice driver = (ClearCLDevice) field.get(device);
        try (FailingDriver failing = FailingDriver.once(1, -36)) {
            failOnce();
            assertEquals(1, failing.calls());
            for (int i = 0; i < 3; i++) {
                int live = driver.getNumberOfLiveContexts();
                // The kernels build, but the self-test has no memory.
                FailingDriver full = FailingDriver.from(2, -4);
                assertThrows(OutOfDeviceMemory.class, device::open);
                assertTrue(full.calls() > 1);
                // Contexts that failed before may go at any time, with Java's garbage.
                int now = driver.getNumberOfLiveContexts();
                assertTrue(now <= live, now + " contexts after " + live);
            }
        }
        work();
    }

    @Test
    void afterThreeFailuresTheDeviceIsLeftAlone() {
        device.opened();
        try (FailingDriver first = FailingDriver.once(1, -36)) {
            failOnce();
            assertEquals(1, first.calls());
            for (int i = 2; i <= 3; i++) {
                device.opened();
                // What failed before is forgotten only by closing.
                FailingDriver.once(1, -9999);
                failOnce();
            }
            FailingDriver counting = FailingDriver.never();
            String message = assertThrows(DeviceFailure.class, device::open).getMessage();
            assertTrue(message.startsWith("it failed 3 times") && message.contains("-9999"), message);
            assertEquals(0, counting.calls(), "nothing was built again");
        }
        work();
    }

    @Test
    void listingAsksTheDriverForNothing() {
        device.opened();
        try (FailingDriver failing = FailingDriver.once(1, -36)) {
            failOnce();
            String reason = device.failure();
            DeviceStatus status = Engines.list().stream()
                    .filter(listed -> listed.device().equals(device.device()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(new DeviceStatus(device.device(), false, reason), status);
            assertEquals(1, failing.calls());
        }
        device.opened();
        assertTrue(Engines.list().stream().allMatch(DeviceStatus::usable));
    }

    private void failOnce() {
        assertThrows(DeviceFailure.class, this::work);
    }

    private void work() {
        try (Engine engine = device.open();
                Scope scope = new Scope()) {
            FeatureMap x = engine.zeros(scope, new Shape(1, 2, 2));
            assertEquals(0, engine.dot(x, x));
        }
    }
}

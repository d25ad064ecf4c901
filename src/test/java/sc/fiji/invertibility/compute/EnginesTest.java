package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.java.JavaEngine;

class EnginesTest {

    private final List<String> warnings = new ArrayList<>();

    /** A device of these tests; its engine is the Java engine. */
    private record Fake(Device device, String failure, Supplier<Engine> engine) implements DeviceCandidate {

        Fake(Device device, Supplier<Engine> engine) {
            this(device, "", engine);
        }

        static Fake working(String name, String type) {
            return new Fake(device(name, type), JavaEngine::create);
        }

        /** One that may not be opened. */
        static Fake listed(String name, String failure) {
            return new Fake(device(name, "GPU"), failure, () -> fail(name + " was opened"));
        }

        static Fake broken(String name, String type, Throwable cause) {
            return new Fake(device(name, type), () -> {
                if (cause instanceof Error error) throw error;
                throw (RuntimeException) cause;
            });
        }

        private static Device device(String name, String type) {
            return new Device(name, type, 1 << 30, 1 << 28, "OpenCL 1.2", "1.0");
        }

        @Override
        public Engine open() {
            return engine.get();
        }
    }

    private static DeviceDiscovery found(DeviceCandidate... devices) {
        return candidates(List.of(devices), "");
    }

    private static DeviceDiscovery candidates(List<DeviceCandidate> devices, String failure) {
        return new DeviceDiscovery() {
            @Override
            public List<DeviceCandidate> devices() {
                return devices;
            }

            @Override
            public String failure() {
                return failure;
            }
        };
    }

    private static Fake handingOut(Engine engine, String type) {
        return new Fake(Fake.device("known " + type, type), () -> engine);
    }

    @Test
    void autoPrefersAGpuThenACpuThenJava() {
        try (Engine gpu = JavaEngine.create();
                Engine cpu = JavaEngine.create()) {
            DeviceCandidate onGpu = handingOut(gpu, "GPU");
            DeviceCandidate onCpu = handingOut(cpu, "CPU");
            assertSame(gpu, Engines.open("Auto", warnings::add, found(onCpu, onGpu)));
            assertSame(cpu, Engines.open("auto", warnings::add, found(onCpu)));
        }
        try (Engine java = Engines.open("Auto", warnings::add, found())) {
            assertEquals("Java", java.device().type());
        }
        assertTrue(warnings.isEmpty());
    }

    @Test
    void autoSkipsWhatDoesNotOpenAndNamesTheCause() {
        DeviceCandidate brokenGpu = Fake.broken("Old GPU", "GPU", new IllegalStateException("unknown type float16"));
        DeviceCandidate brokenCpu = Fake.broken("Odd CPU", "CPU", new NoClassDefFoundError("some/Library"));
        try (Engine java = Engines.open("Auto", warnings::add, found(brokenGpu, brokenCpu))) {
            assertEquals("Java", java.device().type());
        }
        assertEquals(
                List.of("Old GPU cannot be used: unknown type float16", "Odd CPU cannot be used: some/Library"),
                warnings);
    }

    @Test
    void aDeviceIsChosenByItsName() {
        try (Engine known = JavaEngine.create()) {
            DeviceDiscovery devices = found(Fake.working("Other", "GPU"), handingOut(known, "CPU"));
            assertSame(known, Engines.open(" KNOWN cpu", warnings::add, devices));
        }
        try (Engine java = Engines.open("java", warnings::add, found())) {
            assertEquals("Java", java.device().type());
        }
    }

    @Test
    void anUnknownDeviceIsRefusedWithTheNamesThatThereAre() {
        DeviceDiscovery devices = found(Fake.working("Big GPU", "GPU"));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Engines.open("Tiny GPU", warnings::add, devices));
        assertEquals("there is no device \"Tiny GPU\", choose one of: Auto, Java, Big GPU", refusal.getMessage());
    }

    @Test
    void aChosenDeviceThatDoesNotOpenIsNotReplaced() {
        DeviceDiscovery devices =
                found(Fake.broken("Old GPU", "GPU", new IllegalStateException("unknown type float16")));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Engines.open("Old GPU", warnings::add, devices));
        assertEquals("Old GPU cannot be used: unknown type float16", refusal.getMessage());
    }

    @Test
    void theListSaysWhatCanBeUsedAndWhyNotWithoutOpeningIt() {
        List<DeviceStatus> statuses =
                Engines.list(found(Fake.listed("Big GPU", ""), Fake.listed("Old GPU", "too old")));
        assertEquals(
                List.of(true, false, true),
                statuses.stream().map(DeviceStatus::usable).toList());
        assertEquals("too old", statuses.get(1).reason());
        assertEquals("Java", statuses.get(2).device().type());
    }

    @Test
    void whereOpenClDoesNotAnswerTheListSaysWhy() {
        List<DeviceStatus> statuses = Engines.list(candidates(List.of(), "no OpenCL library was found"));
        assertEquals(2, statuses.size());
        assertFalse(statuses.get(0).usable());
        assertEquals("no OpenCL library was found", statuses.get(0).reason());
        assertTrue(statuses.get(1).usable());
    }

    @Test
    void onThisMachineAutoAndEveryUsableNameOpen() {
        try (Engine engine = Engines.open("Auto", warnings::add)) {
            assertTrue(engine.device().memory() > 0);
        }
        List<DeviceStatus> statuses = Engines.list();
        List<String> names = statuses.stream().map(s -> s.device().name()).toList();
        assertEquals(names.size(), names.stream().distinct().count(), "names tell devices apart: " + names);
        for (DeviceStatus status : statuses) {
            if (!status.usable() || status.device().type().equals("Java")) continue;
            try (Engine engine = Engines.open(status.device().name(), warnings::add)) {
                assertEquals(status.device(), engine.device());
            }
        }
    }
}

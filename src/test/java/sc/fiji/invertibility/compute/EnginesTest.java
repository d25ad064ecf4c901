package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.java.JavaProvider;

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

    private static List<EngineProvider> found(DeviceCandidate... devices) {
        return candidates(List.of(devices), "");
    }

    /** A provider of these tests, and the Java engine's. */
    private static List<EngineProvider> candidates(List<DeviceCandidate> devices, String failure) {
        EngineProvider provider = new EngineProvider() {
            @Override
            public String name() {
                return "OpenCL";
            }

            @Override
            public Devices search() {
                return new Devices(devices, failure);
            }
        };
        return List.of(provider, new JavaProvider());
    }

    private static Fake handingOut(Engine engine, String type) {
        return new Fake(Fake.device("known " + type, type), () -> engine);
    }

    @Test
    void autoTakesTheGpuThatWasAssigned() throws InterruptedException {
        try (Engine first = JavaEngine.create();
                Engine second = JavaEngine.create()) {
            List<EngineProvider> two = found(handingOut(first, "GPU"), handingOut(second, "GPU"));
            AtomicReference<Engine> opened = new AtomicReference<>();
            AssignedGpu assigned = AssignedGpu.assign(1);
            try {
                assertSame(second, Engines.open("Auto", warnings::add, two));
                Thread started = new Thread(() -> opened.set(Engines.open("Auto", warnings::add, two)));
                started.start();
                started.join();
                assertSame(second, opened.get());
                // A machine may show its process one GPU alone, under a number of its own.
                assertSame(first, Engines.open("Auto", warnings::add, found(handingOut(first, "GPU"))));
            } finally {
                assigned.close();
            }
            assertSame(first, Engines.open("Auto", warnings::add, two));
        }
        assertThrows(IllegalArgumentException.class, () -> AssignedGpu.of(-1));
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
            List<EngineProvider> devices = found(Fake.working("Other", "GPU"), handingOut(known, "CPU"));
            assertSame(known, Engines.open(" KNOWN cpu", warnings::add, devices));
        }
        try (Engine java = Engines.open("java", warnings::add, found())) {
            assertEquals("Java", java.device().type());
        }
    }

    @Test
    void anUnknownDeviceIsRefusedWithTheNamesThatThereAre() {
        List<EngineProvider> devices = found(Fake.working("Big GPU", "GPU"));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Engines.open("Tiny GPU", warnings::add, devices));
        assertEquals("there is no device \"Tiny GPU\", choose one of: Auto, Java, Big GPU", refusal.getMessage());
    }

    @Test
    void aChosenDeviceThatDoesNotOpenIsNotReplaced() {
        List<EngineProvider> devices =
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

    @Test
    void theJavaEngineIsOpenedWithoutSearchingForOtherDevices() {
        EngineProvider slow = new EngineProvider() {
            @Override
            public String name() {
                return "OpenCL";
            }

            @Override
            public Devices search() {
                return fail("other devices were searched for");
            }
        };
        try (Engine java = Engines.open("Java", warnings::add, List.of(slow, new JavaProvider()))) {
            assertEquals("Java", java.device().type());
        }
    }

    @Test
    void theListDescribesTheJavaEngineAsItIsWhenOpened() {
        List<DeviceStatus> statuses = Engines.list();
        try (Engine java = Engines.open("Java", warnings::add)) {
            assertEquals(java.device(), statuses.get(statuses.size() - 1).device());
        }
    }

    @Test
    void providersAreFoundInThePluginsClassLoaderWhateverTheThreadsIs() throws Exception {
        assertEquals("Java", openedInAnotherClassLoader("Java"));
    }

    @Test
    void withoutTheLibrariesThatCallOpenClTheJavaEngineIsBest() throws Exception {
        assertEquals("Java", openedInAnotherClassLoader("Auto"));
    }

    /** The type of the device that is opened by classes that see the plugin and ImgLib2 but not CLIJ. */
    private static String openedInAnotherClassLoader(String choice) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {home(Engines.class), home(ArrayImgs.class)}, platform)) {
            thread.setContextClassLoader(platform);
            Class<?> engines = alone.loadClass(Engines.class.getName());
            Consumer<String> warnings = warning -> fail(warning);
            try (AutoCloseable engine = (AutoCloseable)
                    engines.getMethod("open", String.class, Consumer.class).invoke(null, choice, warnings)) {
                Object device = alone.loadClass(Engine.class.getName())
                        .getMethod("device")
                        .invoke(engine);
                return (String) device.getClass().getMethod("type").invoke(device);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}

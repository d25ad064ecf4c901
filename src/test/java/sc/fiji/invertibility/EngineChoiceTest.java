package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.GaussianFilters;

class EngineChoiceTest {

    private final List<String> warnings = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private final EngineChoice choice = new EngineChoice(warnings::add, this::device, this::limited);

    private Engine device(String name, Consumer<String> unused) {
        if (name.equals("missing")) throw new IllegalArgumentException("there is no device \"missing\"");
        return opened(name);
    }

    private Engine limited(int threads) {
        return opened("Java with " + threads);
    }

    private Engine opened(String how) {
        opened.add(how);
        Engine engine = JavaEngine.create(1);
        engines.add(engine);
        return engine;
    }

    @Test
    void anEngineIsClosedHoweverTheWorkEnds() {
        assertEquals("done", choice.compute("Java", engine -> "done"));
        assertThrows(
                CancellationException.class,
                () -> choice.compute("Java", engine -> {
                    throw new CancellationException();
                }));
        DeviceFailure failure = new DeviceFailure("it hung", null);
        assertSame(
                failure,
                assertThrows(
                        DeviceFailure.class,
                        () -> choice.compute("a device", engine -> {
                            throw failure;
                        })));
        assertEquals(3, engines.size());
        for (Engine engine : engines) assertClosed(engine);
    }

    private static void assertClosed(Engine engine) {
        try (Scope scope = new Scope()) {
            assertThrows(IllegalStateException.class, () -> {
                PackedFilters unused = engine.pack(scope, GaussianFilters.scaled(1, 1, 1, 1));
                unused.close();
            });
        }
    }

    @Test
    void theJavaEngineTakesOverFromADeviceThatNobodyChose() {
        assertEquals("second", choice.compute("Auto", engine -> {
            if (engines.size() == 1) throw new DeviceFailure("it hung", null);
            return "second";
        }));
        assertEquals(List.of("Auto", "Java"), opened);
        assertEquals(List.of("it hung; the Java engine begins anew"), warnings);
        for (Engine engine : engines) assertClosed(engine);
        choice.compute("Auto", engine -> "another time");
        assertEquals(List.of("Auto", "Java", "Auto"), opened);
    }

    @Test
    void theJavaEngineTakesAsManyThreadsAsImgLib2May() {
        Parallelization.runWithNumThreads(3, () -> choice.compute("Java", engine -> ""));
        Parallelization.runSingleThreaded(() -> choice.compute(" java", engine -> ""));
        Parallelization.runMultiThreaded(() -> choice.compute("Java", engine -> ""));
        Parallelization.runSingleThreaded(() -> choice.compute("a device", engine -> ""));
        assertEquals(List.of("Java with 3", "Java with 1", "Java", "a device"), opened);
    }

    @Test
    void anUnknownDeviceIsAMistakeInThatParameter() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> choice.compute("missing", engine -> ""));
        assertEquals("device: there is no device \"missing\"", e.getMessage());
    }
}

package sc.fiji.invertibility.bench.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The conversation with Python, by scripts that need no library. */
class TorchTest {

    private static final List<String> PYTHON = List.of("python3");
    private static final Duration LONG = Duration.ofSeconds(60);

    @BeforeAll
    static void needsPython() {
        boolean found;
        try {
            Process process = new ProcessBuilder("python3", "-c", "import json").start();
            found = process.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            found = false;
        }
        Assumptions.assumeTrue(found, "there is no python3 here");
    }

    @Test
    void tensorsComeBackAsTheyWent() {
        float[] floats = {1, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, 0.1f};
        byte[] bytes = {0, 1, -1, 127};
        try (Torch torch = selftest(LONG);
                TorchJob job = torch.prepare(echo(0).floats("x", floats, 2, 3).bytes("switches", bytes, 4))) {
            job.compare(Precision.FP32);
            assertArrayEquals(floats, job.floats("x"));
            assertArrayEquals(bytes, job.bytes("switches"));
            assertEquals(Map.of("echo", "of bytes"), job.forms());
        }
    }

    @Test
    void aTimeIsOfAllRepetitions() {
        try (Torch torch = selftest(LONG);
                TorchJob job = torch.prepare(echo(0.02))) {
            assertTrue(job.time(Precision.TF32, 3).wall() >= 3 * 0.02, "three times");
            assertThrows(IllegalStateException.class, () -> job.floats("x"), "nothing is kept of a timed run");
        }
    }

    @Test
    void whatFailsIsToldAndTheRestGoesOn() {
        try (Torch torch = selftest(LONG);
                TorchJob refuse = torch.prepare(new TorchWork("refuse"));
                TorchJob echo = torch.prepare(echo(0).floats("x", new float[] {3}, 1))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> refuse.compare(Precision.FP32));
            assertEquals("selftest: ValueError: refused", e.getMessage());
            assertThrows(IllegalStateException.class, () -> torch.prepare(new TorchWork("no such work")));
            echo.compare(Precision.FP32);
            assertEquals(3, echo.floats("x")[0]);
        }
    }

    @Test
    void whatEndsIsTold() {
        try (Torch torch = selftest(LONG);
                TorchJob job = torch.prepare(new TorchWork("die"))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> job.compare(Precision.FP32));
            assertEquals("selftest: has ended: the last words", e.getMessage());
            assertFalse(torch.alive());
        }
    }

    @Test
    void whatHangsIsEnded() {
        try (Torch torch = selftest(Duration.ofSeconds(4));
                TorchJob job = torch.prepare(echo(3600))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> job.compare(Precision.FP32));
            assertEquals("selftest: did not answer within 4 s, and was ended", e.getMessage());
            assertThrows(IllegalStateException.class, () -> job.compare(Precision.FP32));
        }
    }

    @Test
    void nothingIsLeftBehind() {
        Torch torch = selftest(LONG);
        torch.prepare(echo(0).floats("x", new float[1000], 1000));
        torch.close();
        assertFalse(torch.alive());
        assertFalse(Files.exists(torch.folder()));
    }

    @Test
    void withoutThePiecesASentenceSaysSo() {
        IllegalStateException noPython = assertThrows(
                IllegalStateException.class, () -> Torch.start("selftest", LONG, List.of("no-such-python")));
        assertTrue(noPython.getMessage().startsWith("no-such-python cannot be started"), noPython.getMessage());
        IllegalStateException noModule =
                assertThrows(IllegalStateException.class, () -> Torch.start("no_such_module", LONG, PYTHON));
        assertEquals("ModuleNotFoundError: No module named 'no_such_module'", noModule.getMessage());
    }

    private static TorchWork echo(double seconds) {
        return new TorchWork("echo").number("seconds", seconds);
    }

    private static Torch selftest(Duration patience) {
        return Torch.start("selftest", patience, PYTHON);
    }
}

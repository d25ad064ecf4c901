package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TaskProgressTest {

    @Test
    void theTimeLeftIsWhatTheRestTakesAtThisPace() {
        assertEquals(", 30 s left", TaskProgress.remaining(0.25, 10));
        assertEquals(", 3 min 0 s left", TaskProgress.remaining(0.1, 20));
    }

    @Test
    void itIsNotGuessedFromNothing() {
        assertEquals("", TaskProgress.remaining(0.001, 10));
        assertEquals("", TaskProgress.remaining(0.5, 0.1));
        assertEquals("", TaskProgress.remaining(1, 10));
    }

    @Test
    void anInterruptedThreadIsAStop() {
        try (TaskProgress progress = TaskProgress.start("test", null, null, () -> false)) {
            Thread.currentThread().interrupt();
            assertTrue(progress.cancelled());
        } finally {
            Thread.interrupted();
        }
    }
}

package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Monitor;

@Timeout(60)
class LatestTaskTest {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1),
            gate = new CountDownLatch(1),
            end = new CountDownLatch(1);
    private final LatestTask worker = new LatestTask("test", () -> done.add("last"));

    @AfterEach
    void close() throws InterruptedException {
        gate.countDown();
        worker.close();
        assertTrue(worker.awaitEnd(30_000));
    }

    @Test
    void onlyTheNewestOfThoseThatWaitIsDone() throws InterruptedException {
        worker.submit(false, this::longTask);
        begun.await();
        for (String name : List.of("a", "b", "c")) worker.submit(false, monitor -> done.add(name));
        worker.submit(false, monitor -> {
            done.add("newest");
            end.countDown();
        });
        gate.countDown();
        assertTrue(end.await(30, TimeUnit.SECONDS));
        assertEquals(List.of("stopped", "newest"), done);
    }

    @ParameterizedTest
    @CsvSource({
        // what runs and what comes: whether what runs is stopped
        "true, true, finished",
        "true, false, stopped",
        "false, true, stopped",
        "false, false, stopped"
    })
    void onlyADraftMayEndBeforeAnother(boolean first, boolean second, String fate) throws InterruptedException {
        worker.submit(first, this::longTask);
        begun.await();
        worker.submit(second, monitor -> end.countDown());
        gate.countDown();
        assertTrue(end.await(30, TimeUnit.SECONDS));
        assertEquals(List.of(fate), done);
    }

    @Test
    void aTaskThatFailsWithCancellationLeavesTheThreadAlive() throws InterruptedException {
        worker.submit(false, monitor -> {
            begun.countDown();
            throw new java.util.concurrent.CancellationException();
        });
        begun.await();
        worker.submit(false, monitor -> end.countDown());
        assertTrue(end.await(30, TimeUnit.SECONDS));
    }

    @Test
    void closingStopsAndEndsWithTheLastThing() throws InterruptedException {
        worker.submit(false, this::longTask);
        begun.await();
        worker.submit(false, monitor -> done.add("never"));
        worker.close();
        assertFalse(worker.awaitEnd(0));
        gate.countDown();
        assertTrue(worker.awaitEnd(30_000));
        worker.submit(false, monitor -> done.add("too late"));
        assertEquals(List.of("stopped", "last"), done);
    }

    private void longTask(Monitor monitor) {
        begun.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        done.add(monitor.cancelled() ? "stopped" : "finished");
    }
}

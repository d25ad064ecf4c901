package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.OtherProcess;

/** Of two batches into one folder, one works and the other says why it does not, whoever began them. */
@Tag("unprivileged")
class BatchLockTest {

    @TempDir
    Path folder;

    /** Takes a folder, as a batch does, and waits to be killed. */
    static final class Owner {

        private Owner() {}

        public static void main(String[] target) throws Exception {
            BatchLock.of(Path.of(target[0]));
            System.out.println("ready");
            Thread.sleep(600_000);
        }
    }

    @Test
    void aFolderBelongsToOneBatchUntilThatEndsOrIsKilled() throws Exception {
        OtherProcess owner = OtherProcess.start(Owner.class, folder);
        assertEquals("ready", owner.line());
        try {
            assertEquals(
                    "out: another batch is writing to " + folder + "; wait until it is done, or choose another folder",
                    assertThrows(BadInputException.class, () -> BatchLock.of(folder))
                            .getMessage());
        } finally {
            owner.kill();
        }
        BatchLock mine = BatchLock.of(folder);
        assertThrows(BadInputException.class, () -> BatchLock.of(folder), "in the same process");
        mine.close();
        BatchLock.of(folder).close();
        assertEquals(List.of(), list(folder), "nothing stays behind");
    }

    /** Each batch takes its file away, which others may have opened at that moment. */
    @Test
    void neverDoTwoHaveTheFolder() throws Exception {
        AtomicInteger holders = new AtomicInteger(), most = new AtomicInteger(), turns = new AtomicInteger();
        Runnable batches = () -> {
            while (turns.get() < 300) {
                try (BatchLock lock = BatchLock.of(folder)) {
                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                    turns.incrementAndGet();
                    holders.decrementAndGet();
                    assertTrue(Files.exists(folder.resolve(BatchLock.FILE)), lock::toString);
                } catch (BadInputException taken) {
                    Thread.yield();
                } catch (IOException broken) {
                    throw new IllegalStateException(broken);
                }
            }
        };
        Thread other = new Thread(batches);
        other.start();
        batches.run();
        other.join();
        assertEquals(1, most.get());
    }

    @Test
    void theSecondBatchChangesNothing() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images")),
                out = Files.createDirectory(folder.resolve("out"));
        assertTrue(new FileSaver(IJ.createImage("ramp", "8-bit ramp", 6, 4, 1))
                .saveAsTiff(images.resolve("a.tif").toString()));
        Files.writeString(out.resolve("batch.csv"), "the first one's");
        TypedCommand typed = new TypedCommand();
        BatchLock first = BatchLock.of(out);
        try {
            assertEquals(2, typed.run("probe the runner", "images=" + images, "out=" + out));
        } finally {
            first.close();
        }
        assertEquals(1, typed.err().lines().count(), typed::err);
        assertTrue(typed.err().startsWith("error: out: another batch is writing to " + out), typed.err());
        assertEquals("the first one's", Files.readString(out.resolve("batch.csv")));
        assertEquals(List.of(out.resolve("batch.csv")), list(out));
        assertEquals(0, typed.run("probe the runner", "images=" + images, "out=" + out), typed::err);
        assertTrue(list(out).stream().noneMatch(file -> file.endsWith(BatchLock.FILE)));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}

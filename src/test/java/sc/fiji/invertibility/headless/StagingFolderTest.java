package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not published leaves nothing, whoever ended it. */
@Tag("unprivileged")
class StagingFolderTest {

    @TempDir
    Path folder;

    /** Opens a place for results, as a run does, and waits to be killed. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] target) throws Exception {
            StagingFolder staging = StagingFolder.open(Path.of(target[0]));
            Files.writeString(staging.folder().resolve("half.tif"), "half");
            System.out.println("ready");
            Thread.sleep(600_000);
        }
    }

    @Test
    void whatAKilledRunLeavesIsRemovedByTheNextButNotWhatALivingOneUses() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Process killed = victim(out), living = victim(out);
        try (StagingFolder own = StagingFolder.open(out)) {
            assertEquals(3, hidden(out).size());
            killed.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            assertEquals(3, hidden(out).size(), "nobody cleans up after a killed process");

            StagingFolder.clear(out);

            assertEquals(2, hidden(out).size());
            assertTrue(Files.exists(own.folder()), "this process's own");
            try (StagingFolder another = StagingFolder.open(out)) {
                assertEquals(3, hidden(out).size());
                assertTrue(Files.exists(another.folder()));
            }
        } finally {
            living.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        StagingFolder.open(out).close();
        assertEquals(List.of(), hidden(out));
        try (Stream<Path> all = Files.list(out)) {
            assertEquals(List.of(), all.toList(), "locks included");
        }
    }

    /** A run that is killed at the wrong moment leaves nothing but a lock. */
    @Test
    void aLockWithoutAFolderIsRemovedUnlessItsProcessLives() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Process killed = victim(out), living = victim(out);
        try {
            killed.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            for (Path run : hidden(out)) {
                Files.delete(run.resolve("half.tif"));
                Files.delete(run);
            }
            try (Stream<Path> locks = Files.list(out)) {
                assertEquals(2, locks.count());
            }
            StagingFolder.clear(out);
            try (Stream<Path> locks = Files.list(out)) {
                assertEquals(1, locks.count(), "the one of the living process");
            }
        } finally {
            living.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        StagingFolder.clear(out);
        try (Stream<Path> locks = Files.list(out)) {
            assertEquals(List.of(), locks.toList());
        }
    }

    @Test
    void namesThatNoFolderCanHaveAreRefusedBeforeTheWork() throws IOException {
        Path target = folder.resolve("new").resolve("x".repeat(300));
        BadInputException refused = assertThrows(BadInputException.class, () -> StagingFolder.open(target));
        assertTrue(
                refused.getMessage().startsWith("out: no folder can have this name (File name too long): "),
                refused.getMessage());
        Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
        refused = assertThrows(BadInputException.class, () -> StagingFolder.open(nowhere.resolve("a")));
        assertEquals("out: this link leads nowhere: " + nowhere, refused.getMessage());
        assertEquals(List.of(), hidden(folder));
        assertFalse(Files.exists(folder.resolve("new")));
    }

    private static Process victim(Path target) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        target.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals("ready", process.inputReader().readLine());
        return process;
    }

    private static List<Path> hidden(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(".run-"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}

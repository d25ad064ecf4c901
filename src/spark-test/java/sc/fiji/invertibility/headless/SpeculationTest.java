package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Spark gives an image that takes long to a second worker as well; the results are those of one attempt. */
@Timeout(300)
class SpeculationTest {

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void ofTwoAttemptsAtTheSameTimeOneIsWritten() throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 10, false);
        Path slow = images.resolve("image-0003.tif");
        assertTrue(new FileSaver(new ImagePlus("slow", new ByteProcessor(7, 7))).saveAsTiff(slow.toString()));
        Path here = folder.resolve("here"), out = folder.resolve("out"), diary = folder.resolve("diary");
        String[] command = {"probe-of-halts", "paired=7", "diary=" + diary, "milliseconds=50", "images=" + images};
        Files.writeString(diary, "begun\n");
        assertEquals(0, new Shell().here(with(command, "out=" + here)));

        Files.delete(diary);
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")));
                Seen seen = new Seen(out.resolve("image-0003/run.json"))) {
            cluster.worker(folder.resolve("work-1"));
            cluster.workerElsewhere(folder.resolve("work-2"));
            DriverProcess driver = new DriverProcess(with(
                    command,
                    "out=" + out,
                    "spark=" + cluster.master(),
                    "-Dspark.speculation=true",
                    "-Dspark.speculation.interval=100ms",
                    "-Dspark.speculation.minTaskRuntime=100ms",
                    "-Dspark.speculation.multiplier=1.1",
                    "-Dspark.speculation.quantile=0.5"));
            assertEquals(0, driver.exit(), driver::printed);
            assertEquals(
                    10,
                    driver.lines().stream()
                            .filter(line -> line.contains(": done in"))
                            .count());
            assertEquals(2, Files.readAllLines(diary).size(), "attempts");
            assertEquals(1, seen.files().size(), "files called run.json");
        }
        SameResults.require(here, out);
    }

    private static String[] with(String[] words, String... more) {
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    /** Looks again and again which file has a name. */
    private static final class Seen implements AutoCloseable {

        private final Set<Object> keys = ConcurrentHashMap.newKeySet();
        private final Thread look;

        Seen(Path file) {
            look = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        keys.add(Files.readAttributes(file, BasicFileAttributes.class)
                                .fileKey());
                        Thread.sleep(1);
                    } catch (IOException notThere) {
                        LockSupport.parkNanos(1_000_000);
                    } catch (InterruptedException closed) {
                        return;
                    }
                }
            });
            look.setPriority(Thread.MIN_PRIORITY);
            look.start();
        }

        Set<Object> files() {
            return keys;
        }

        @Override
        public void close() {
            look.interrupt();
        }
    }
}

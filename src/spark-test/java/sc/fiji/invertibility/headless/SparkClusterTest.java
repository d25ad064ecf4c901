package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch on a cluster of processes, some of which end without warning. */
@Timeout(600)
class SparkClusterTest {

    private static final int IMAGES = 300;

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void deathsOfWorkersAndDriversChangeNothing() throws Exception {
        Path images = TestImages.save(folder.resolve("images"), IMAGES, true);
        Path here = folder.resolve("here"), out = folder.resolve("out");
        String[] command = {
            "reconstruct-from-layer", "count=4", "size=3", "iterations=2", "device=Java", "images=" + images
        };
        Shell shell = new Shell();
        assertEquals(3, shell.here(with(command, "out=" + here)));
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")))) {
            Process doomed = cluster.worker(folder.resolve("work-1"));
            cluster.worker(folder.resolve("work-2"));
            String[] line = with(command, "out=" + out, "spark=" + cluster.master());
            DriverProcess first = new DriverProcess(line);
            first.await(each -> each.startsWith("60/"));
            LoopbackCluster.kill(doomed);
            first.await(each -> each.startsWith("150/"));
            assertTrue(first.isAlive(), first::printed);
            first.kill();
            cluster.worker(folder.resolve("work-3"));

            DriverProcess second = new DriverProcess(line);
            assertEquals(3, second.exit(), second::printed);
            assertTrue(second.printed().contains("done before"), second::printed);
            assertTrue(
                    first.lines().stream().noneMatch(each -> each.contains("error") && !each.contains("not an image")));
        }
        // A last run over each, in which nothing is left to do, makes their records alike.
        assertEquals(3, shell.here(with(command, "out=" + out)));
        assertEquals(
                IMAGES * 9 / 10,
                shell.out().lines().filter(each -> each.contains("done before")).count());
        assertEquals(3, shell.here(with(command, "out=" + here)));
        SameResults.require(here, out);
    }

    @Test
    void anImageThatTakesItsProcessDownIsNamed() throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 12, false);
        Path halting = images.resolve("image-0004.tif");
        assertTrue(new FileSaver(new ImagePlus("halt", new ByteProcessor(5, 5))).saveAsTiff(halting.toString()));
        Path out = folder.resolve("out");
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")))) {
            cluster.worker(folder.resolve("work-1"));
            cluster.worker(folder.resolve("work-2"));
            DriverProcess driver = new DriverProcess(
                    "probe-of-halts", "halting=5", "images=" + images, "out=" + out, "spark=" + cluster.master());
            assertEquals(3, driver.exit(), driver::printed);
        }
        List<String> rows = Files.readAllLines(out.resolve("batch.csv"));
        assertEquals(13, rows.size());
        for (String row : rows.subList(1, 13))
            if (row.startsWith("image-0004"))
                assertTrue(
                        row.startsWith("image-0004,failed,0,error: the process that worked on it ended each time ("),
                        row);
            else assertTrue(row.contains(",done,"), row);
        assertEquals(12, Files.readAllLines(out.resolve("sizes.csv")).size());
    }

    @Test
    void aFullDiskStopsOneWorkerAlone() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        Assumptions.assumeTrue(mount(small), "a small file system can only be mounted by a superuser");
        try {
            Path images = TestImages.save(folder.resolve("images"), 80, false);
            Path out = folder.resolve("out");
            try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")))) {
                cluster.worker(small);
                cluster.worker(folder.resolve("work-2"));
                List<String> line = new ArrayList<>(
                        List.of("probe-of-halts", "milliseconds=50", "images=twin://" + images, "out=twin://" + out));
                line.add("spark=" + cluster.master());
                line.add("-Dspark.hadoop.fs.twin.impl=" + TwinFileSystem.class.getName());
                DriverProcess driver = new DriverProcess(line.toArray(String[]::new));
                driver.await(each -> each.startsWith("10/"));
                fill(small.resolve("ballast"));
                assertEquals(0, driver.exit(), driver::printed);
                assertEquals(
                        80,
                        driver.lines().stream()
                                .filter(each -> each.contains(": done in"))
                                .count());
            }
            assertEquals(81, Files.readAllLines(out.resolve("sizes.csv")).size());
            try (Stream<Path> left = Files.list(out)) {
                assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith(".")));
            }
        } finally {
            new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path at) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", at.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 12];
        try (var out = Files.newOutputStream(file)) {
            while (true) out.write(block);
        } catch (IOException full) {
            assertFalse(Files.size(file) == 0);
        }
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}

package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An executor computes on the GPU whose address Spark has given to it, here one of two that are made up. */
@Timeout(300)
class AssignedGpuTest {

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void twoExecutorsHaveADeviceEach() throws Exception {
        assertEquals(Set.of("fake GPU 0", "fake GPU 1"), devices("\"0\", \"1\"", 0));
    }

    @Test
    void aDeviceThatIsNotThereIsSaidInOneSentence() throws Exception {
        assertEquals(Set.of(), devices("\"5\"", 2));
    }

    /** The devices that computed images on a worker with these addresses of GPUs, in executors with one each. */
    private Set<String> devices(String addresses, int exit) throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 12, false), out = folder.resolve("out");
        Path discovery = Files.writeString(
                folder.resolve("discovery"),
                "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [" + addresses + "]}'\n");
        assertTrue(discovery.toFile().setExecutable(true));
        int gpus = addresses.split(",").length;
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")))) {
            cluster.worker(
                    folder.resolve("work"),
                    gpus,
                    List.of(
                            "-Dspark.worker.resource.gpu.amount=" + gpus,
                            "-Dspark.worker.resource.gpu.discoveryScript=" + discovery));
            DriverProcess driver = new DriverProcess(
                    "reconstruct-from-layer",
                    "count=4",
                    "size=3",
                    "iterations=1",
                    "images=" + images,
                    "out=" + out,
                    "spark=" + cluster.master(),
                    "-Dspark.executor.cores=1",
                    "-Dspark.executor.resource.gpu.amount=1",
                    "-Dspark.task.resource.gpu.amount=1",
                    "-Dspark.executor.extraJavaOptions=-Dfake.gpus=2");
            assertEquals(exit, driver.exit(), driver::printed);
            if (exit != 0)
                assertTrue(
                        driver.printed().contains("GPU 5 was assigned, but OpenCL finds 2 GPUs, counted from 0"),
                        driver::printed);
        }
        return exit == 0 ? devices(out) : Set.of();
    }

    private static Set<String> devices(Path out) throws IOException {
        Set<String> devices = new TreeSet<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path record : files.filter(file -> file.endsWith("run.json")).toList())
                for (String line : Files.readAllLines(record))
                    if (line.contains("\"device\": \"fake")) devices.add(line.replaceAll(".*: \"(.*)\".*", "$1"));
        }
        return devices;
    }
}

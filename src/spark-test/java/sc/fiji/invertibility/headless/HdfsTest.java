package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hadoop's own file system, with a name node and a data node on this machine. */
@Tag("hdfs")
class HdfsTest extends FileServiceContract {

    private String port = "";

    @Override
    ServiceProcess start(Path in) throws Exception {
        String jars = System.getProperty("invertibility.spark.hdfs", "");
        Path details = in.resolve("details.json");
        ServiceProcess started = new ServiceProcess(
                in,
                "-cp",
                jars,
                "org.apache.hadoop.test.MiniDFSClusterManager",
                "-format",
                "-datanodes",
                "1",
                "-writeDetails",
                details.toString());
        started.await(() -> Files.exists(details) && Files.readString(details).endsWith("}"));
        port = Files.readString(details).replaceAll("\\D", "");
        return started;
    }

    @Override
    String root() {
        return "hdfs://127.0.0.1:" + port;
    }

    @Override
    Map<String, String> settings() {
        return Map.of();
    }

    @Test
    void whoMayNotWriteIsTold() throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 2, false);
        DriverProcess driver = new DriverProcess(
                "-DHADOOP_USER_NAME=stranger",
                "reconstruct-from-layer",
                "device=Java",
                "images=" + images,
                "out=" + root() + "/out",
                "spark=local[1]");
        assertEquals(2, driver.exit(), driver::printed);
        assertEquals(1, driver.lines().size(), driver::printed);
        assertTrue(
                driver.printed()
                        .startsWith("error: out: nothing can be written to " + root() + "/out (Permission denied: "
                                + "user=stranger, access=WRITE"),
                driver::printed);
    }
}

package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose versions are not the driver's is refused in one sentence, and nothing is made. */
@Timeout(300)
@Tag("versions")
class VersionsTest {

    private static final String POM = "META-INF/maven/sc.fiji/cnn-invertibility/pom.xml";

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void workersOfAnotherSparkAreRefused() throws Exception {
        String other = System.getProperty("invertibility.spark.other", "");
        refused(
                "the versions of Spark differ: the driver has "
                        + DriverVersions.own().spark() + ", and the workers another, whose classes do not fit",
                List.of(other.split(File.pathSeparator)));
    }

    @Test
    void anotherPluginAmongSparksJarsIsRefused() throws Exception {
        List<String> jars = new ArrayList<>(LoopbackCluster.ownJars());
        for (String jar : System.getProperty(SparkMaster.JARS).split(","))
            jars.add(
                    Path.of(jar).endsWith("cnn-invertibility.jar")
                            ? older(Path.of(jar)).toString()
                            : jar);
        refused(
                "the versions of the plugin differ: the driver has "
                        + DriverVersions.own().plugin() + ", a worker 0.0.1 among Spark's jars",
                jars);
    }

    private Path older(Path plugin) throws IOException {
        Path jar = Files.copy(plugin, folder.resolve("cnn-invertibility.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path pom = inside.getPath(POM);
            String version = DriverVersions.own().plugin();
            Files.writeString(pom, Files.readString(pom).replaceFirst(version, "0.0.1"));
        }
        return jar;
    }

    private void refused(String sentence, List<String> jars) throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 4, false), out = folder.resolve("out");
        try (LoopbackCluster cluster = new LoopbackCluster(Files.createDirectory(folder.resolve("cluster")), jars)) {
            cluster.worker(folder.resolve("work"));
            DriverProcess driver =
                    new DriverProcess("probe-of-halts", "images=" + images, "out=" + out, "spark=" + cluster.master());
            assertEquals(2, driver.exit(), driver::printed);
            assertEquals("error: spark: " + sentence, driver.printed());
        }
        assertFalse(Files.exists(out.resolve("image-0000")));
    }
}

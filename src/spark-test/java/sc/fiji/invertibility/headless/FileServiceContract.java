package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A batch from and to a real file service gives what a batch on this machine's disk gives. */
@Timeout(600)
abstract class FileServiceContract {

    private static final String SETTING = "spark.hadoop.";

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path folder;

    private ServiceProcess service;

    /** Starts the service, in a folder of its own; skips the test where it is not there. */
    abstract ServiceProcess start(Path in) throws Exception;

    /** The URI of a folder that exists. */
    abstract String root();

    /** Hadoop's settings for it. */
    abstract Map<String, String> settings();

    @BeforeEach
    void begin() throws Exception {
        service = start(Files.createDirectory(folder.resolve("service")));
        settings().forEach((key, value) -> System.setProperty(SETTING + key, value));
    }

    @AfterEach
    void end() {
        settings().keySet().forEach(key -> System.clearProperty(SETTING + key));
        if (service != null) service.close();
    }

    FileSystem files() throws Exception {
        Configuration hadoop = new Configuration();
        settings().forEach(hadoop::set);
        return new org.apache.hadoop.fs.Path(root()).getFileSystem(hadoop);
    }

    @Test
    void resultsAreThoseOfALocalRun() throws Exception {
        Path images = TestImages.save(folder.resolve("images"), 20, true), here = folder.resolve("here");
        String[] command = {"reconstruct-from-layer", "count=4", "size=3", "iterations=2", "device=Java"};
        Shell shell = new Shell();
        assertEquals(3, shell.here(with(command, "images=" + images, "out=" + here)), shell::err);

        String in = root() + "/in", out = root() + "/out";
        FileSystem files = files();
        files.copyFromLocalFile(path(images.toString()), path(in));
        String[] line = with(command, "images=" + in + "/*.tif", "out=" + out, "spark=local[2]");
        assertEquals(3, shell.onSpark(line), shell::err);
        requireSame(files, here, images, in, out);

        files.delete(path(out + "/image-0004/summary.csv"), false);
        assertEquals(3, shell.onSpark(line), shell::err);
        assertEquals(
                17,
                shell.out().lines().filter(each -> each.contains("done before")).count(),
                shell::out);
        // A last run of each, in which nothing is left to do, makes their records alike.
        assertEquals(3, shell.onSpark(line), shell::err);
        assertEquals(3, shell.here(with(command, "images=" + images, "out=" + here)), shell::err);
        requireSame(files, here, images, in, out);
    }

    private void requireSame(FileSystem files, Path here, Path images, String in, String out) throws Exception {
        for (FileStatus file : files.listStatus(path(out)))
            assertFalse(file.getPath().getName().startsWith("."), file::toString);
        Path copy = Files.createTempDirectory(folder, "copy").resolve("out");
        files.copyToLocalFile(false, path(out), path(copy.toString()), true);
        SameResults.require(here, images.toString(), copy, in);
    }

    private static org.apache.hadoop.fs.Path path(String text) {
        return new org.apache.hadoop.fs.Path(text);
    }

    static String[] with(String[] words, String... more) {
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }
}

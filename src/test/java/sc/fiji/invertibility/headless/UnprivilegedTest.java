package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** What somebody sees who may not read or write everything. */
@Tag("unprivileged")
@Tag("special")
class UnprivilegedTest {

    @TempDir
    Path folder;

    private Path image;
    private final List<Path> closed = new ArrayList<>();
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void closeAFile() throws IOException {
        image = folder.resolve("closed.tif");
        assertTrue(new FileSaver(IJ.createImage("ramp", "8-bit ramp", 20, 20, 1)).saveAsTiff(image.toString()));
        close(image);
        assumeFalse(Files.isReadable(image), "this user may read everything: permissions are not tested");
    }

    @AfterEach
    void open() throws IOException {
        for (Path path : closed) Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void aFileThatMayNotBeReadIsBadInputWhateverItsKey() {
        Path out = folder.resolve("out");
        assertRefused("image: this file may not be read: " + image, "probe the runner", "image=" + image, "out=" + out);
        assertRefused(
                "weights: this file may not be read: " + image, "import filters", "weights=" + image, "out=" + out);
        assertFalse(Files.exists(out));
    }

    @Test
    void aBatchNamesItAndGoesOn() throws IOException {
        Path open = folder.resolve("open.tif"), out = folder.resolve("out");
        new FileSaver(IJ.createImage("ramp", "8-bit ramp", 20, 20, 1)).saveAsTiff(open.toString());
        for (int run = 1; run <= 2; run++) {
            assertEquals(3, typed.run("probe the runner", "images=" + folder, "out=" + out), typed::err);
            assertEquals(
                    "1/2 closed: error: image: this file may not be read: " + image + System.lineSeparator(),
                    typed.err());
        }
        assertTrue(typed.out().contains("2/2 open: done before"), typed.out());
    }

    @Test
    void aFolderThatMayNotBeReadOrWrittenIsBadInput() throws IOException {
        Path shut = close(Files.createDirectory(folder.resolve("shut")));
        assertRefused(
                "folder: this folder may not be read: " + shut,
                "activation sparsity",
                "folder=" + shut,
                "network=Single layer",
                "out=" + folder.resolve("out"));
        assertEquals(2, typed.run("probe the runner", "images=" + shut, "out=" + folder.resolve("out")));
        assertEquals("error: images: this folder may not be read: " + shut + System.lineSeparator(), typed.err());
        Path open = folder.resolve("open.tif");
        new FileSaver(IJ.createImage("ramp", "8-bit ramp", 20, 20, 1)).saveAsTiff(open.toString());
        assertRefused("out: nothing can be written to " + shut, "probe the runner", "image=" + open, "out=" + shut);
    }

    @Test
    void aFolderThatMayNotBeReadDoesNotEndTheBatchOfThoseBesideIt() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos/a/shut"))
                .getParent()
                .getParent();
        for (String name : List.of("one.tif", "a/two.tif", "a/shut/three.tif", "z/four.tif", "names/five.tif")) {
            Path file = photos.resolve(name);
            Files.createDirectories(file.getParent());
            new FileSaver(IJ.createImage("ramp", "8-bit ramp", 20, 20, 1)).saveAsTiff(file.toString());
        }
        Path shut = close(photos.resolve("a/shut")), names = photos.resolve("names");
        closed.add(names);
        Files.setPosixFilePermissions(names, PosixFilePermissions.fromString("r--r--r--"));
        Map<String, Object> keys = new HashMap<>(Map.of("folder", photos.toFile(), "recursive", true));
        keys.put("out", folder.resolve("out").toFile());
        keys.put("settings", "count=2 size=3 iterations=1 device=Java");
        try (Context context = PlainContext.create()) {
            context.service(CollectedLog.class).clear();
            CommandModule done = context.service(CommandService.class)
                    .run(BatchReconstructFolder.class, false, keys)
                    .get();
            assertNull(done.getCancelReason());
            String closedFolder = "this folder may not be read: " + shut;
            String closedFile = "this file may not be read: " + names.resolve("five.tif");
            assertEquals(
                    List.of(
                            photos + ",one,done",
                            photos.resolve("a") + ",two,done",
                            photos.resolve("z") + ",four,done",
                            shut + ",,bad input,error: " + closedFolder,
                            names + ",five.tif,bad input,error: " + closedFile),
                    rows((ResultsTable) done.getOutput("images")));
            assertEquals(
                    List.of("folder: " + closedFolder, "folder: " + closedFile),
                    context.service(CollectedLog.class).warnings());
        }
    }

    /** The dialog knows no "images", of which the shell's batches speak. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFolderOfABatchThatMayNotBeReadIsNamedWithItsParameter(boolean recursive) throws Exception {
        Path shut = close(Files.createDirectory(folder.resolve("shut")));
        Map<String, Object> keys = new HashMap<>(Map.of("folder", shut.toFile(), "recursive", recursive));
        keys.put("out", folder.resolve("out").toFile());
        try (Context context = PlainContext.create()) {
            CommandModule refused = context.service(CommandService.class)
                    .run(BatchReconstructFolder.class, false, keys)
                    .get();
            assertEquals(
                    "folder: this folder may not be read: " + shut + "; expected a folder of images that you may read",
                    refused.getCancelReason());
        }
    }

    private static List<String> rows(ResultsTable table) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            String row = table.getStringValue("folder", i) + "," + table.getStringValue("image", i) + ","
                    + table.getStringValue("status", i);
            rows.add(row.endsWith("done") ? row : row + "," + table.getStringValue("message", i));
        }
        return rows;
    }

    @Test
    void aFolderThatMayNotBeReadIsSkippedWithAWarningWhereImagesAreMeasured() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos/shut")).getParent();
        new FileSaver(IJ.createImage("ramp", "8-bit ramp", 40, 40, 1))
                .saveAsTiff(photos.resolve("open.tif").toString());
        close(photos.resolve("shut"));
        assertEquals(
                0,
                typed.run(
                        "activation sparsity",
                        "folder=" + photos,
                        "network=Single layer",
                        "filters=Gabor",
                        "device=Java",
                        "out=" + folder.resolve("out")),
                typed::err);
        assertTrue(typed.err().contains("shut: this folder may not be read"), typed.err());
    }

    /** Java tells of preferences that it cannot keep, OpenCL and the fonts of caches: none of that is the runner's. */
    @Test
    void aHomeThatCannotBeWrittenMakesNoNoise() throws Exception {
        Path home = close(Files.createDirectory(folder.resolve("home")));
        Path open = folder.resolve("open.tif");
        new FileSaver(IJ.createImage("ramp", "8-bit ramp", 20, 20, 1)).saveAsTiff(open.toString());
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Runner.class.getName(),
                "reconstruct-from-layer",
                "image=" + open,
                "device=Java",
                "count=2",
                "out=" + folder.resolve("out"));
        java.environment().put("HOME", home.toString());
        Path errors = folder.resolve("errors.txt");
        Process process = java.redirectError(errors.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, process.waitFor());
        assertEquals("", Files.readString(errors, StandardCharsets.UTF_8));
    }

    private void assertRefused(String sentence, String... words) {
        assertEquals(2, typed.run(words), typed::err);
        assertEquals("error: " + sentence + System.lineSeparator(), typed.err());
    }

    private Path close(Path path) throws IOException {
        closed.add(path);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }
}

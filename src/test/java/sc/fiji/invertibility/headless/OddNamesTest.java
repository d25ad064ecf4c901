package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.io.FileSaver;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An image whose name cannot be read, or is not meant to be read by people, does not end a night's work. */
@Tag("unprivileged")
@EnabledOnOs(OS.LINUX)
class OddNamesTest {

    private static final String UNREADABLE = "error: the name of this file cannot be read in the character set of this"
            + " computer's locale; rename it, or choose another locale, such as LC_ALL=C.UTF-8";

    @TempDir
    Path folder;

    private Path images, out;

    private void save(String... names) throws IOException {
        out = folder.resolve("out");
        images = Files.createDirectory(folder.resolve("images"));
        for (String name : names)
            assertTrue(new FileSaver(IJ.createImage("ramp", "8-bit ramp", 6, 4, 1))
                    .saveAsTiff(images.resolve(name).toString()));
    }

    @Test
    void aNameOfAnotherCharacterSetIsReportedAndTheOthersFollow() throws Exception {
        assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "skipped: names are not UTF-8 here");
        save("a.tif", "z.tif");
        // An é as ISO 8859-1 has it.
        assertEquals(0, shell("cp a.tif \"$(printf 'caf\\351.tif')\"").waitFor());
        TypedCommand typed = new TypedCommand();
        assertEquals(3, typed.run("probe the runner", "images=" + images, "out=" + out), typed::err);
        assertEquals("2/3 caf\ufffd: " + UNREADABLE + "\n", typed.err());
        assertTrue(Files.exists(out.resolve("z/run.json")));
        assertEquals(4, Files.readAllLines(out.resolve("batch.csv")).size());
    }

    /** As under cron. */
    @Test
    void inTheLocaleCTheOtherImagesAreDoneAsWell() throws Exception {
        assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "skipped: names are not UTF-8 here");
        save("a.tif", "caf\u00e9.tif", "z.tif");
        ProcessBuilder batch = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Runner.class.getName(),
                "probe the runner",
                "images=" + images,
                "out=" + out);
        batch.environment().put("LC_ALL", "C");
        File told = folder.resolve("told").toFile();
        assertEquals(
                3, batch.redirectErrorStream(true).redirectOutput(told).start().waitFor());
        List<String> lines = Files.readAllLines(told.toPath(), StandardCharsets.ISO_8859_1);
        assertTrue(lines.get(1).startsWith("2/3 caf") && lines.get(1).endsWith(UNREADABLE), lines::toString);
        assertTrue(Files.exists(out.resolve("z/run.json")));
    }

    @Test
    void noNameCommandsTheTerminalOrBeginsANewLine() throws IOException {
        save("red\u001b[31m.tif", "two\nlines.tif");
        Files.writeString(images.resolve("no\u009b31m.tif"), "no image");
        TypedCommand typed = new TypedCommand();
        assertEquals(3, typed.run("probe the runner", "images=" + images, "out=" + out), typed::err);
        assertFalse((typed.out() + typed.err()).chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
        assertEquals(1, typed.err().lines().count(), typed::err);
        assertEquals(
                2,
                typed.out().lines().filter(line -> line.contains(": done in")).count(),
                typed::out);
        assertTrue(Files.exists(out.resolve("two\nlines/run.json")));
    }

    private Process shell(String line) throws IOException {
        return new ProcessBuilder("sh", "-c", line)
                .directory(images.toFile())
                .inheritIO()
                .start();
    }
}

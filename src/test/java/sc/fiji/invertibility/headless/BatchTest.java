package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch over a folder: continues after bad files and, when started again, where it stopped. */
class BatchTest {

    @TempDir
    Path folder;

    private Path images;
    private Path out;
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveImages() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        out = folder.resolve("out");
        for (String name : List.of("a.tif", "c.tif", "twin.png", "twin.tif")) save(name, 3);
        Files.writeString(images.resolve("b.tif"), "this is no image");
        Files.writeString(images.resolve("notes.txt"), "neither is this, but nobody says it is");
    }

    @Test
    void everyImageHasAFolderAndBadOnesAreNamed() throws IOException {
        assertEquals(2, run(), typed::err);

        assertEquals(1, typed.err().lines().count());
        assertTrue(typed.err().startsWith("2/5 b: error: image: not an image"), typed.err());
        for (String name : List.of("a", "c", "twin.png", "twin.tif"))
            assertTrue(Files.exists(out.resolve(name).resolve("run.json")), name);
        assertFalse(Files.exists(out.resolve("b")));
        List<String> batch = Files.readAllLines(out.resolve("batch.csv"));
        assertEquals("image,status,milliseconds,message", batch.get(0));
        assertEquals(6, batch.size());
        assertTrue(batch.get(2).matches("b,bad input,\\d+,error: image: .*"), batch.get(2));
        List<String> summary = Files.readAllLines(out.resolve("summary.csv"));
        assertEquals("image,power,relative_error,remark", summary.get(0));
        assertEquals(1 + 4 * 3, summary.size());
        assertEquals("c,1,0.3333333333333333,\"a, \"\"b\"\"\"", summary.get(4));
    }

    @Test
    void onlyWhatIsMissingOrChangedIsComputedAgain() throws IOException {
        run();
        FileTime first = written("a");
        String summary = Files.readString(out.resolve("summary.csv"));
        Files.delete(out.resolve("c/run.json"));
        FileTime twin = written("twin.tif");
        save("twin.tif", 9);
        save("b.tif", 1);

        assertEquals(0, run(), typed::err);

        assertEquals(first, written("a"));
        assertTrue(typed.out().contains("1/5 a: done before"), typed.out());
        assertTrue(Files.exists(out.resolve("c/run.json")));
        assertNotEquals(twin, written("twin.tif"));
        assertNotEquals(summary, Files.readString(out.resolve("summary.csv")));

        assertEquals(0, run("gain=3"));
        assertNotEquals(first, written("a"), "another gain gives another result");
    }

    @Test
    void aPatternChooses() throws IOException {
        assertEquals(0, typed.run("probe the runner", "images=" + images.resolve("t*.tif"), "out=" + out));
        assertEquals(2, Files.readAllLines(out.resolve("batch.csv")).size());
    }

    @Test
    void whatIsWrongForAllIsSaidOnceAndBeforehand() throws IOException {
        assertEquals(2, run("count=no"));
        assertEquals("error: count: expected a whole number, but got 'no'" + System.lineSeparator(), typed.err());
        Path none = Files.createDirectory(folder.resolve("none"));
        assertEquals(2, typed.run("reconstruct from layer", "keep=-5", "images=" + images, "out=" + out));
        assertEquals(
                "error: keep: expected a percentage above 0 and up to 100, but got -5.0" + System.lineSeparator(),
                typed.err());
        assertEquals(2, typed.run("probe the runner", "images=" + none, "out=" + out));
        assertTrue(typed.err().startsWith("error: images: no image in " + none), typed.err());
        assertEquals(2, typed.run("probe the runner", "images=/no/such/folder/*.tif", "out=" + out));
        assertEquals("error: images: no such folder: /no/such/folder" + System.lineSeparator(), typed.err());
        assertFalse(Files.exists(out));
    }

    private int run(String... more) {
        List<String> words = new ArrayList<>(List.of("probe the runner", "images=" + images, "out=" + out));
        words.addAll(List.of(more));
        return typed.run(words.toArray(String[]::new));
    }

    private FileTime written(String image) throws IOException {
        return Files.getLastModifiedTime(out.resolve(image).resolve("run.json"));
    }

    private void save(String name, int value) {
        ByteProcessor pixels = new ByteProcessor(5, 4);
        pixels.set(value);
        FileSaver saver = new FileSaver(new ImagePlus(name, pixels));
        String path = images.resolve(name).toString();
        assertTrue(name.endsWith(".png") ? saver.saveAsPng(path) : saver.saveAsTiff(path));
    }
}

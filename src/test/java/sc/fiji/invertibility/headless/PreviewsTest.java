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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run shows all of its images, a batch the main one of each, and both what is asked for. */
class PreviewsTest {

    @TempDir
    Path folder;

    private Path image, out;
    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveImage() throws IOException {
        image = Files.createDirectory(folder.resolve("images")).resolve("a.tif");
        out = folder.resolve("out");
        new FileSaver(new ImagePlus("a", new ByteProcessor(5, 4))).saveAsTiff(image.toString());
    }

    @Test
    void aBatchShowsTheMainImageAndKeepsTheOthersAsTheyAre() throws IOException {
        assertEquals(0, batch(), typed::err);
        assertEquals(Set.of("powers.png"), pictures(out.resolve("a")));
        assertTrue(Files.exists(out.resolve("a/product.tif")));
        assertEquals(0, batch("previews=none"), typed::err);
        assertTrue(typed.out().contains("done before"), "there is no less than what was asked for");
    }

    @Test
    void whatWasNotShownIsMadeWhenItIsAskedFor() throws IOException {
        assertEquals(0, batch("previews=none"), typed::err);
        assertEquals(Set.of(), pictures(out.resolve("a")));
        assertEquals(0, batch("previews=All"), typed::err);
        assertFalse(typed.out().contains("done before"), typed.out());
        assertEquals(Set.of("product.png", "powers.png"), pictures(out.resolve("a")));
        assertEquals(0, batch(), typed::err);
        assertTrue(typed.out().contains("done before"), typed.out());
    }

    @Test
    void aSingleRunShowsAllUnlessToldOtherwise() throws IOException {
        assertEquals(0, typed.run("probe the runner", "image=" + image, "out=" + out), typed::err);
        assertEquals(Set.of("product.png", "powers.png"), pictures(out));
        Path few = folder.resolve("few");
        assertEquals(0, typed.run("probe the runner", "image=" + image, "previews=main", "out=" + few), typed::err);
        assertEquals(Set.of("powers.png"), pictures(few));
    }

    @Test
    void anUnknownChoiceIsRefused() {
        assertEquals(2, batch("previews=nome"));
        assertEquals(
                "error: previews: unknown choice 'nome' (did you mean 'none'?); expected one of: all, main, none"
                        + System.lineSeparator(),
                typed.err());
        assertFalse(Files.exists(out));
    }

    private int batch(String... more) {
        List<String> words = new ArrayList<>(List.of("probe the runner", "images=" + image.getParent(), "out=" + out));
        words.addAll(List.of(more));
        return typed.run(words.toArray(String[]::new));
    }

    private static Set<String> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".png"))
                    .collect(Collectors.toSet());
        }
    }
}

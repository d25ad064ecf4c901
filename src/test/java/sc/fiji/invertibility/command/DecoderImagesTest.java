package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.image.ExampleCrop;
import sc.fiji.invertibility.image.ExampleFiles;
import sc.fiji.invertibility.image.Pictures;
import sc.fiji.invertibility.train.ExampleSource;

class DecoderImagesTest {

    private static final ExampleCrop CENTRE = ExampleCrop.central(3, 16);

    @TempDir
    Path folder;

    private Path files(String name, int images) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < images; i++)
            new FileSaver(Pictures.noise(24, 20, 20))
                    .saveAsPng(root.resolve((char) ('a' + i) + ".png").toString());
        return root;
    }

    private static List<String> names(ExampleSource source) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < source.size(); i++)
            names.add(source.read(i, new SplittableRandom(1)).name());
        return names;
    }

    @Test
    void ofFewImagesTheLastThatCanBeUsedIsNotLearntFrom() throws IOException {
        Path few = files("few", 4);
        Files.delete(few.resolve("b.png"));
        Files.writeString(few.resolve("z.txt"), "no image");
        DecoderImages images = DecoderImages.of(ExampleFiles.of(few), CENTRE);
        assertEquals(List.of("d.png"), names(images.held().orElseThrow()));
        assertEquals(3, images.learnt().size(), "a, c, and what is no image");
        assertEquals(Optional.empty(), images.warning());
    }

    @Test
    void ofTenImagesTheTenthIsNotLearntFrom() throws IOException {
        DecoderImages images = DecoderImages.of(ExampleFiles.of(files("ten", 11)), CENTRE);
        assertEquals(List.of("j.png"), names(images.held().orElseThrow()));
        assertEquals(10, names(images.learnt()).size());
    }

    @Test
    void aSingleImageIsLearntFromWithAWarning() throws IOException {
        Path one = files("one", 1);
        Files.writeString(one.resolve("z.txt"), "no image");
        DecoderImages images = DecoderImages.of(ExampleFiles.of(one), CENTRE);
        assertTrue(images.held().isEmpty());
        String warning = images.warning().orElseThrow();
        assertTrue(warning.startsWith("folder: fewer than 2 of its images can be used"), warning);
    }

    @Test
    void imagesForValidationThatAreLearntFromAreWarnedOf() throws IOException {
        Path learnt = files("learnt", 2), inside = files("learnt/inside", 3), others = files("others", 2);
        ExampleFiles all = ExampleFiles.of(learnt);
        String warning =
                DecoderImages.of(all, ExampleFiles.of(inside), CENTRE).warning().orElseThrow();
        assertTrue(warning.startsWith("validation: 3 of its 3 images are also learnt from"), warning);
        Path again = folder.resolve("others").resolve("..").resolve("learnt");
        assertTrue(
                DecoderImages.of(all, ExampleFiles.of(again), CENTRE).warning().isPresent());
        assertEquals(
                Optional.empty(),
                DecoderImages.of(all, ExampleFiles.of(others), CENTRE).warning(),
                "files of the same names in another folder are others");
    }
}

package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.image.Pictures;

/** What a training tells in the shell while it goes on, and of how it ended. */
class TrainingRunTest {

    @TempDir
    Path folder;

    private final TypedCommand typed = new TypedCommand();

    @BeforeEach
    void saveImages() throws IOException {
        Path images = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < 4; i++)
            new FileSaver(Pictures.noise(24, 20, 20))
                    .saveAsPng(images.resolve(i + ".png").toString());
    }

    private List<String> told(String... more) {
        String[] keys = {
            "train-decoder",
            "folder=" + folder.resolve("photos"),
            "layer=conv1_1",
            "crop=8",
            "batch=2",
            "epochs=3",
            "minutes=0",
            "device=Java",
            "save=" + folder.resolve("decoder.safetensors"),
            "out=" + folder.resolve("out")
        };
        String[] words = new String[keys.length + more.length];
        System.arraycopy(keys, 0, words, 0, keys.length);
        System.arraycopy(more, 0, words, keys.length, more.length);
        assertEquals(0, typed.run(words), typed::err);
        return typed.err().lines().toList();
    }

    @Test
    void everyEpochIsALineWithoutATerminal() {
        List<String> lines = told();
        assertEquals(3, lines.size(), lines::toString);
        for (int epoch = 1; epoch <= 3; epoch++) {
            String line = lines.get(epoch - 1);
            assertTrue(
                    line.matches("epoch " + epoch + ": loss [0-9.e+-]+, PSNR \\(dB\\) .*, in validation .* s"), line);
        }
    }

    @Test
    void validationWithWhatIsLearntFromAndARateThatIsTooHighAreWarnedOf() {
        List<String> lines = told("rate=50", "validation=" + folder.resolve("photos"));
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.startsWith("warning: validation: 4 of its 4 images are also learnt from, so")),
                lines::toString);
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("warning: rate: training diverged: the loss is ")
                                && line.endsWith("; a lower rate is expected to help")),
                lines::toString);
    }
}

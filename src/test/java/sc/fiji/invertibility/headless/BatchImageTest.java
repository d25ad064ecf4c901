package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.command.ReconstructFromLayer;
import sc.fiji.invertibility.image.TimeLimit;

/** An image of a batch that nobody waits for any more leaves no trace. */
class BatchImageTest {

    @TempDir
    Path folder;

    @Test
    void whatWasReadAheadIsRemoved() throws IOException {
        assertEquals(List.of(), left(image -> {
            image.read();
            image.close();
        }));
    }

    @Test
    void whatIsReadAfterTheEndIsRemoved() throws IOException {
        assertEquals(List.of(), left(image -> {
            image.close();
            image.read();
        }));
    }

    @Test
    void whatIsReadIsKeptUntilItIsWritten() throws IOException {
        assertEquals(2, left(BatchImage::read).size(), "a hidden folder and its lock");
    }

    private List<Path> left(Consumer<BatchImage> work) throws IOException {
        Path file = folder.resolve("a.tif"), out = Files.createDirectory(folder.resolve("out"));
        IJ.saveAsTiff(IJ.createImage("a", "8-bit ramp", 16, 12, 1), file.toString());
        Map<String, String> values = Map.of("image", file.toString(), "device", "Java");
        try (Context context = PlainContext.create()) {
            Execution execution = new Execution(
                    context,
                    context.service(CommandService.class).getCommand(ReconstructFromLayer.class),
                    Optional.empty());
            BatchImage image = new BatchImage("a", file, values, out, execution, TimeLimit.DEFAULT);
            work.accept(image);
            try (Stream<Path> left = Files.list(out)) {
                return left.toList();
            } finally {
                image.close();
            }
        }
    }
}

package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.io.FileSaver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a run is interrupted, it is done or says that it was stopped, and nothing else. */
class InterruptedRunTest {

    @Test
    void anInterruptIsHeardAtAnyTime(@TempDir Path folder) throws Exception {
        Path image = folder.resolve("ramp.tif");
        assertTrue(new FileSaver(IJ.createImage("ramp", "8-bit ramp", 60, 40, 1)).saveAsTiff(image.toString()));
        TypedCommand typed = new TypedCommand();
        int[] exit = {0};
        for (int milliseconds = 0; milliseconds < 400; milliseconds += 16) {
            Thread run = new Thread(() -> exit[0] = typed.run(
                    "recover-sparse-code",
                    "image=" + image,
                    "count=4",
                    "iterations=20",
                    "device=Java",
                    "out=" + folder.resolve("out")));
            run.start();
            run.join(1 + milliseconds);
            run.interrupt();
            run.join();
            List<String> err = typed.err().lines().toList();
            assertEquals(exit[0] == 0 ? List.of() : List.of("error: the command was stopped"), err);
            try (var left = Files.list(folder)) {
                assertTrue(left.noneMatch(file -> file.getFileName().toString().startsWith(".run-")));
            }
        }
    }
}

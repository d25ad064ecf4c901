package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.VirtualScreen;

/** The window itself, which needs a screen. */
class ExploreWindowTest {

    @TempDir
    Path folder;

    @Test
    void aFirstTimeUserFindsEverythingAndNothingIsLeftBehind() throws Exception {
        try (VirtualScreen screen = VirtualScreen.open(1366, 768)) {
            Path log = folder.resolve("log.txt");
            int status = screen.run(
                    log, FirstTime.class, Path.of("test-images", "photo.png").toString(), folder.toString(), "Java");
            assertEquals(0, status, () -> read(log));
        }
    }

    @Test
    void sixClicksLeadFromAnOpenImageToASavedComparison() throws Exception {
        try (VirtualScreen screen = VirtualScreen.open(1366, 768)) {
            Path log = folder.resolve("log.txt");
            String image = Path.of("test-images", "nuclei-16bit.tif").toString();
            int status = screen.run(log, SixClicks.class, image, folder.toString());
            assertEquals(0, status, () -> read(log));
        }
    }

    @Test
    void imagesThatAreMadeAreRecorded() throws Exception {
        try (VirtualScreen screen = VirtualScreen.open(1366, 768)) {
            Path log = folder.resolve("log.txt");
            int status = screen.run(log, RecordedImages.class);
            assertEquals(0, status, () -> read(log));
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}

package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names of files as Windows has them, where a star is part of none, and a drive may be missing. */
class WindowsTest {

    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());

    @Test
    void aPatternNamesImages() throws IOException, BadInputException {
        Files.createDirectories(windows.getPath("C:\\scans"));
        for (String name : new String[] {"a.tif", "b.TIF", "c.png"})
            Files.createFile(windows.getPath("C:\\scans", name));
        assertEquals(
                Set.of("a", "b"),
                ImageList.of("images", "C:\\scans\\*.tif", windows).keySet());
        assertEquals(
                Set.of("a"), ImageList.of("images", "C:/scans/a?tif", windows).keySet());
        assertEquals(3, ImageList.of("images", "C:\\scans", windows).size());
        BadInputException refused =
                assertThrows(BadInputException.class, () -> ImageList.of("images", "C:\\none\\*.tif", windows));
        assertEquals("images: no such folder: C:\\none", refused.getMessage());
    }

    @Test
    void aMissingDriveIsNamed() {
        BadInputException refused =
                assertThrows(BadInputException.class, () -> StagingFolder.open(windows.getPath("Q:\\results")));
        assertEquals("out: there is no drive Q:\\", refused.getMessage());
    }
}

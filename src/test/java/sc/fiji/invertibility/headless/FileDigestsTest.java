package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.invertibility.weights.Sha256;

class FileDigestsTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsReadAgainOnlyWhenItHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("weights"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        FileDigests digests = new FileDigests();
        String one = digests.of(file);
        assertEquals(Sha256.of(file), one);

        // Another text of the same size and time: what nobody can see has not been read.
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);
        assertEquals(one, digests.of(file));

        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
        assertNotEquals(one, digests.of(file));
        assertEquals(Sha256.of(file), digests.of(file));
    }
}

package sc.fiji.invertibility.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes rows of fields as JSON.
 *
 * @param path the file
 */
public record ResultFile(Path path) {

    /** Writes rows. */
    public void write(List<Map<String, Object>> rows) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(
                    path, new GsonBuilder().setPrettyPrinting().create().toJson(rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package sc.fiji.invertibility.headless;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import sc.fiji.invertibility.weights.DistinctKeys;

/**
 * A {@value RunRecord#FILE} that is there already. Whatever one looks like that {@link RunRecord} does not write, it is
 * none.
 */
final class WrittenRecord {

    /** No record is nearly as large, in bytes. */
    private static final long LARGEST = 1 << 24;

    private final JsonObject entries;

    private WrittenRecord(String text) {
        DistinctKeys.require(text);
        entries = JsonParser.parseString(text).getAsJsonObject();
    }

    /**
     * Whether {@code folder} holds the results of the same command, values, input files and plugin version, all of
     * them and in their sizes, with the previews that are wanted.
     */
    static boolean isIn(Path folder, RunRecord run) {
        try {
            Path file = folder.resolve(RunRecord.FILE);
            return isShort(file)
                    && isOf(run, Files.readString(file, StandardCharsets.UTF_8), name -> size(folder.resolve(name)));
        } catch (IOException | RuntimeException none) {
            return false;
        }
    }

    /**
     * The same for a record that was read elsewhere, where a file has this many bytes; −1 if there is none.
     *
     * @param text what {@value RunRecord#FILE} holds there
     */
    static boolean isOf(RunRecord run, String text, ToLongFunction<String> bytes) {
        try {
            WrittenRecord written = new WrittenRecord(text);
            return cause(written.entries).equals(cause(run.json())) && written.holds(bytes) && written.shows(run.job());
        } catch (RuntimeException | StackOverflowError none) {
            return false;
        }
    }

    /** What a record says of its own run: how long it took, and the warnings. */
    static Optional<BatchRecord.Entry> entry(String text) {
        try {
            JsonObject written = new WrittenRecord(text).entries;
            List<String> warnings = new ArrayList<>();
            for (JsonElement warning : written.getAsJsonArray("warnings")) warnings.add(warning.getAsString());
            return Optional.of(Batch.done(written.get("milliseconds").getAsLong(), warnings));
        } catch (RuntimeException | StackOverflowError none) {
            return Optional.empty();
        }
    }

    /** Whether a file may be a record. */
    static boolean isShort(Path file) throws IOException {
        return Files.isRegularFile(file) && isShort(Files.size(file));
    }

    static boolean isShort(long bytes) {
        return bytes <= LARGEST;
    }

    /** The size of a file; −1 if there is none. */
    static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException gone) {
            return -1;
        }
    }

    private boolean holds(ToLongFunction<String> bytes) {
        for (Map.Entry<String, JsonElement> output : outputs().entrySet())
            if (bytes.applyAsLong(output.getKey())
                    != output.getValue().getAsJsonObject().get("bytes").getAsLong()) return false;
        return true;
    }

    private boolean shows(Job job) {
        List<String> images = job.imageNames().stream()
                .filter(name -> outputs().has(name + ".tif"))
                .toList();
        return job.previews().among(images).stream().allMatch(name -> outputs().has(name + ".png"));
    }

    private JsonObject outputs() {
        return entries.getAsJsonObject("outputs");
    }

    /** All that results follow from, as text, in which numbers read and numbers computed look alike. */
    private static List<String> cause(JsonObject record) {
        return List.of(
                RunRecord.JSON.toJson(record.get("command")),
                RunRecord.JSON.toJson(record.get("parameters")),
                RunRecord.JSON.toJson(record.get("inputs")),
                RunRecord.JSON.toJson(record.getAsJsonObject("versions").get("plugin")));
    }
}

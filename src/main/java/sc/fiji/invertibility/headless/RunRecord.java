package sc.fiji.invertibility.headless;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import sc.fiji.invertibility.weights.DistinctKeys;

/**
 * The content of {@code run.json}: command, parameters, the files read and written, engine and device, versions and
 * time, so that a result can be reproduced and a changed input is noticed.
 */
final class RunRecord {

    static final String FILE = "run.json";

    /** No record is nearly as large, in bytes. */
    private static final long LARGEST = 1 << 24;

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();

    private final Map<String, Object> entries = new LinkedHashMap<>();

    private final Instant started;
    private final Job job;

    private RunRecord(Instant started, Job job) {
        this.started = started;
        this.job = job;
    }

    /** The record of a run that begins now. */
    static RunRecord of(Job job, FileDigests digests) throws IOException {
        RunRecord record = new RunRecord(Instant.now(), job);
        record.entries.put("command", job.command());
        record.entries.put("parameters", job.parameters());
        record.entries.put("inputs", inputs(job, digests));
        record.entries.put("versions", Versions.ALL);
        return record;
    }

    /**
     * Whether {@code folder} holds the results of the same command, values, input files and plugin version, all of
     * them and in their sizes, with the previews that are wanted. Whatever a record looks like that this does not write, it is no record.
     */
    boolean isIn(Path folder) {
        try {
            Path file = folder.resolve(FILE);
            return isShort(file)
                    && isWrittenAs(Files.readString(file, StandardCharsets.UTF_8), name -> size(folder.resolve(name)));
        } catch (IOException | RuntimeException none) {
            return false;
        }
    }

    /**
     * The same for a record that was read elsewhere, where a file has this many bytes; −1 if there is none.
     *
     * @param text what {@value #FILE} holds there
     */
    boolean isWrittenAs(String text, ToLongFunction<String> bytes) {
        try {
            JsonObject written = read(text);
            return cause(written).equals(cause(JSON.toJsonTree(entries).getAsJsonObject()))
                    && holds(written.getAsJsonObject("outputs"), bytes)
                    && shows(written.getAsJsonObject("outputs"));
        } catch (RuntimeException | StackOverflowError none) {
            return false;
        }
    }

    /** Whether a file may be a record. */
    static boolean isShort(Path file) throws IOException {
        return Files.isRegularFile(file) && isShort(Files.size(file));
    }

    static boolean isShort(long bytes) {
        return bytes <= LARGEST;
    }

    /** What a record says of its own run: how long it took, and the warnings. */
    static Optional<BatchRecord.Entry> entry(String text) {
        try {
            JsonObject written = read(text);
            List<String> warnings = new ArrayList<>();
            for (JsonElement warning : written.getAsJsonArray("warnings")) warnings.add(warning.getAsString());
            return Optional.of(Batch.done(written.get("milliseconds").getAsLong(), warnings));
        } catch (RuntimeException | StackOverflowError none) {
            return Optional.empty();
        }
    }

    private static JsonObject read(String text) {
        DistinctKeys.require(text);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** The size of a file; −1 if there is none. */
    static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException gone) {
            return -1;
        }
    }

    private static boolean holds(JsonObject outputs, ToLongFunction<String> bytes) {
        for (Map.Entry<String, JsonElement> output : outputs.entrySet())
            if (bytes.applyAsLong(output.getKey())
                    != output.getValue().getAsJsonObject().get("bytes").getAsLong()) return false;
        return true;
    }

    private boolean shows(JsonObject outputs) {
        List<String> images = job.imageNames().stream()
                .filter(name -> outputs.has(name + ".tif"))
                .toList();
        return job.previews().among(images).stream().allMatch(name -> outputs.has(name + ".png"));
    }

    /** All that results follow from, as text, in which numbers read and numbers computed look alike. */
    private static List<String> cause(JsonObject record) {
        return List.of(
                JSON.toJson(record.get("command")),
                JSON.toJson(record.get("parameters")),
                JSON.toJson(record.get("inputs")),
                JSON.toJson(record.getAsJsonObject("versions").get("plugin")));
    }

    /** The command's texts and numbers; those named {@code enginename} and {@code devicename} have their own entries. */
    RunRecord results(Map<String, Object> values) {
        Map<String, Object> others = new LinkedHashMap<>(values);
        entries.put("engine", others.remove("enginename"));
        entries.put("device", others.remove("devicename"));
        entries.put("results", others);
        return this;
    }

    RunRecord warnings(List<String> warnings) {
        entries.put("warnings", warnings);
        return this;
    }

    /** Writes the record next to the results in {@code folder}, and lists those in it; the work took a while. */
    void write(Path folder, Duration taken) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(entries);
        all.put("outputs", outputs(folder));
        all.put("started", started.toString());
        all.put("milliseconds", taken.toMillis());
        Files.writeString(folder.resolve(FILE), JSON.toJson(all) + "\n", StandardCharsets.UTF_8);
    }

    /** The size of each file written, by its name. */
    private static Map<String, Object> outputs(Path folder) throws IOException {
        Map<String, Object> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList())
                outputs.put(file.getFileName().toString(), Map.of("bytes", Files.size(file)));
        }
        return outputs;
    }

    /** Path, size and SHA-256 of each file read. */
    private static Map<String, Object> inputs(Job job, FileDigests digests) throws IOException {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, File> input : job.files().entrySet()) {
            if (!input.getValue().isFile()) continue;
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", job.name(input.getKey()).absolute());
            file.put("bytes", input.getValue().length());
            file.put("sha256", digests.of(input.getValue().toPath()));
            inputs.put(input.getKey(), file);
        }
        return inputs;
    }
}

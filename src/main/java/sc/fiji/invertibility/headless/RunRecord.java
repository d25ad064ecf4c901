package sc.fiji.invertibility.headless;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The content of {@code run.json}: command, parameters, the files read and written, engine and device, versions and
 * time, so that a result can be reproduced and a changed input is noticed.
 */
final class RunRecord {

    static final String FILE = "run.json";

    static final Gson JSON = new GsonBuilder()
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

    /** The work that this is the record of. */
    Job job() {
        return job;
    }

    /** What is known before the work is done, as {@value #FILE} has it. */
    JsonObject json() {
        return JSON.toJsonTree(entries).getAsJsonObject();
    }

    /**
     * The command's texts and numbers; those named {@code enginename} and {@code devicename} have their own entries.
     */
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

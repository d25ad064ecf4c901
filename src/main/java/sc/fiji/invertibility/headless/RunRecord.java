package sc.fiji.invertibility.headless;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.module.ModuleInfo;
import org.scijava.util.VersionUtils;

/**
 * What {@code run.json} says: command, parameters, the files read and written, engine and device, versions and
 * time, so that a result can be made again and a changed input is noticed.
 */
final class RunRecord {

    static final String FILE = "run.json";

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();

    private final Map<String, Object> entries = new LinkedHashMap<>();

    private final Instant started;

    private RunRecord(Instant started) {
        this.started = started;
    }

    static RunRecord of(ModuleInfo command, Instant started) {
        RunRecord record = new RunRecord(started);
        record.entries.put("command", Catalogue.name(command));
        return record;
    }

    RunRecord parameters(Map<String, Object> parameters) {
        entries.put("parameters", parameters);
        return this;
    }

    /** Path, size and SHA-256 of each file read. */
    RunRecord inputs(Map<String, File> files) throws IOException {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, File> input : files.entrySet()) {
            if (!input.getValue().isFile()) continue;
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("path", input.getValue().getAbsolutePath());
            file.put("bytes", input.getValue().length());
            file.put("sha256", sha256(input.getValue().toPath()));
            inputs.put(input.getKey(), file);
        }
        entries.put("inputs", inputs);
        return this;
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

    /** Writes the record beside the results that lie in {@code folder}, and lists those in it. */
    void write(Path folder) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(entries);
        try (Stream<Path> files = Files.list(folder)) {
            all.put(
                    "outputs",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        all.put("versions", versions());
        all.put("started", started.toString());
        all.put("milliseconds", Duration.between(started, Instant.now()).toMillis());
        Files.writeString(folder.resolve(FILE), JSON.toJson(all) + "\n", StandardCharsets.UTF_8);
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("plugin", VersionUtils.getVersion(RunRecord.class));
        versions.put("imagej", IJ.getVersion());
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return versions;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

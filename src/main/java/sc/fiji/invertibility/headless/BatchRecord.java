package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a batch went: {@code batch.csv}, and a table over all images for each table that there is for one. */
final class BatchRecord {

    /**
     * How one image went.
     *
     * @param status {@code done}, {@code kept} (done before), {@code bad input} or {@code failed}
     * @param exit the exit status that a run over this image alone would have had
     * @param milliseconds how long it took
     * @param message a sentence
     */
    record Entry(String status, int exit, long milliseconds, String message) {}

    private static final String FILE = "batch.csv";

    private final Path folder;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    BatchRecord(Path folder) {
        this.folder = folder;
    }

    void add(String image, Entry entry) {
        entries.put(image, entry);
    }

    int size() {
        return entries.size();
    }

    /** Writes all tables and lists them. */
    List<Path> write() throws IOException {
        Map<String, StringBuilder> tables = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet())
            if (entry.getValue().exit() == 0) collect(entry.getKey(), tables);
        tables.put(FILE, batch());
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, StringBuilder> table : tables.entrySet())
            written.add(Files.writeString(folder.resolve(table.getKey()), table.getValue(), StandardCharsets.UTF_8));
        return written;
    }

    private StringBuilder batch() {
        StringBuilder text = new StringBuilder("image,status,milliseconds,message\n");
        entries.forEach((image, entry) -> text.append(
                CsvTable.line(List.of(image, entry.status(), Long.toString(entry.milliseconds()), entry.message()))));
        return text;
    }

    private void collect(String image, Map<String, StringBuilder> tables) throws IOException {
        for (Path table : tablesOf(folder.resolve(image))) {
            List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
            StringBuilder all = tables.computeIfAbsent(
                    table.getFileName().toString(), name -> new StringBuilder("image," + lines.get(0) + "\n"));
            for (String line : lines.subList(1, lines.size()))
                all.append(CsvTable.quoted(image)).append(',').append(line).append('\n');
        }
    }

    private static List<Path> tablesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }
}

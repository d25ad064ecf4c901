package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How a batch went: {@code batch.csv}, to which a row is added as soon as an image is done, so that a batch that is
 * killed leaves a record; and, in the end, a table over all images for each table that the command makes.
 */
final class BatchRecord {

    /**
     * How one image went.
     *
     * @param status {@code done}, {@code kept} (done before), {@code bad input} or {@code failed}
     * @param exit the exit status that a run over this image alone would have had
     * @param milliseconds how long it took
     * @param message one sentence
     */
    record Entry(String status, int exit, long milliseconds, String message) {}

    static final String FILE = "batch.csv";

    /** The exit status of a batch in which some images failed. */
    static final int SOME = 3;

    /** Seconds for which nobody asks. */
    private static final int SHORT = 10;

    static final List<String> COLUMNS = List.of("image", "status", "milliseconds", "message");

    private final Path folder;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private BatchRecord(Path folder) {
        this.folder = folder;
    }

    /** Begins the record of a batch; it replaces an earlier one, all images of which are listed again. */
    static BatchRecord begin(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(FILE), CsvTable.line(COLUMNS), StandardCharsets.UTF_8);
        return new BatchRecord(folder);
    }

    void add(String image, Entry entry) {
        entries.put(image, entry);
        try {
            Files.writeString(
                    folder.resolve(FILE), row(image, entry), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // The batch continues, and in the end all rows are written once more.
        }
    }

    int size() {
        return entries.size();
    }

    /** The exit status: {@value #SOME} if some images have results and others not, else that of the worst. */
    int exit() {
        int worst = 0;
        boolean some = false;
        for (Entry entry : entries.values()) {
            some |= entry.exit() == 0;
            worst = worst == 1 || entry.exit() == 1 ? 1 : Math.max(worst, entry.exit());
        }
        return worst != 0 && some ? SOME : worst;
    }

    /**
     * How much longer the batch will probably take, as words, if that is worth a word: as long an image as so far, and
     * several at the same time.
     */
    String left(int images, int threads) {
        long milliseconds = 0, worked = 0;
        for (Entry entry : entries.values()) {
            if (entry.milliseconds() == 0) continue;
            milliseconds += entry.milliseconds();
            worked++;
        }
        return left(worked == 0 ? 0 : milliseconds / worked * (images - size()) / 1000 / threads);
    }

    /** So many seconds as words, if that is worth a word. */
    static String left(long seconds) {
        if (seconds < SHORT) return "";
        return seconds < 120 ? ", about " + seconds + " s left" : ", about " + (seconds + 30) / 60 + " min left";
    }

    /**
     * Writes all tables, the images in the given order, and lists them. An image whose results somebody has taken away
     * meanwhile is told to {@code lost} and counts as failed; the tables of all others are written.
     */
    List<Path> write(List<String> order, Consumer<String> lost) throws IOException {
        Files.createDirectories(folder);
        Map<String, Entry> sorted = new LinkedHashMap<>();
        for (String image : order) if (entries.containsKey(image)) sorted.put(image, entries.get(image));
        entries.forEach(sorted::putIfAbsent);
        entries.clear();
        entries.putAll(sorted);
        Map<String, JoinedTable> tables = new TreeMap<>();
        Map<String, MeanTable> means = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet())
            if (entry.getValue().exit() == 0)
                entry.setValue(joined(entry.getKey(), entry.getValue(), tables, means, lost));
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, JoinedTable> table : tables.entrySet())
            written.add(replace(table.getKey(), table.getValue()::write));
        for (Map.Entry<String, MeanTable> table : means.entrySet())
            written.add(replace(MeanTable.file(table.getKey()), table.getValue()::write));
        written.add(0, replace(FILE, this::rows));
        return written;
    }

    private Entry joined(
            String image,
            Entry entry,
            Map<String, JoinedTable> tables,
            Map<String, MeanTable> means,
            Consumer<String> lost) {
        try {
            for (Path table : tablesOf(folder.resolve(image))) {
                String name = table.getFileName().toString();
                MeanTable.of(name).ifPresent(none -> means.putIfAbsent(name, none));
                tables.computeIfAbsent(name, missing -> new JoinedTable(Optional.ofNullable(means.get(name))))
                        .add(image, table);
            }
            return entry;
        } catch (IOException | UncheckedIOException gone) {
            String message = "error: its results are gone (" + OneLineMessage.of(gone) + ")";
            lost.accept(image + ": " + message);
            return new Entry("failed", 1, entry.milliseconds(), message);
        }
    }

    private void rows(Writer to) throws IOException {
        to.write(CsvTable.line(COLUMNS));
        for (Map.Entry<String, Entry> entry : entries.entrySet()) to.write(row(entry.getKey(), entry.getValue()));
    }

    static String row(String image, Entry entry) {
        return CsvTable.line(List.of(image, entry.status(), Long.toString(entry.milliseconds()), entry.message()));
    }

    /** What writes a table. */
    private interface Text {
        void write(Writer to) throws IOException;
    }

    /** Replaces a file atomically, or leaves the earlier one. */
    private Path replace(String name, Text text) throws IOException {
        Path file = folder.resolve(name), incomplete = folder.resolve("." + name + ".incomplete");
        try {
            try (Writer to = Files.newBufferedWriter(incomplete, StandardCharsets.UTF_8)) {
                text.write(to);
            }
            return Files.move(incomplete, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new IOException(file + " could not be written: " + OneLineMessage.of(full), full);
        } finally {
            Files.deleteIfExists(incomplete);
        }
    }

    static List<Path> tablesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }
}

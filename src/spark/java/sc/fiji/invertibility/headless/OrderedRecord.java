package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of {@code batch.csv} in the order of the images, whatever the order in which they end. A row waits for those
 * before it; what has been written is not in memory.
 */
final class OrderedRecord implements AutoCloseable {

    private final Path rows;
    private final Optional<Path> shown;
    private final Map<Long, String> waiting = new HashMap<>();
    private final BitSet done = new BitSet();
    private long next, size;
    private boolean good;
    private int worst;

    /** Begins a record in a file of this machine, of which another may show the rows so far. */
    OrderedRecord(Path rows, Optional<Path> shown) throws IOException {
        this.rows = rows;
        this.shown = shown;
        String heading = CsvTable.line(BatchRecord.COLUMNS);
        Files.writeString(rows, heading, StandardCharsets.UTF_8);
        if (shown.isPresent()) Files.writeString(shown.get(), heading, StandardCharsets.UTF_8);
    }

    /** Adds the last word on an image. */
    void add(Outcome outcome) throws IOException {
        count(outcome.exit());
        if (outcome.exit() == 0) done.set((int) outcome.item().index());
        waiting.put(outcome.item().index(), BatchRecord.row(outcome.item().folder(), outcome.entry()));
        size++;
        StringBuilder ready = new StringBuilder();
        for (String row = waiting.remove(next); row != null; row = waiting.remove(next)) {
            ready.append(row);
            next++;
        }
        if (ready.length() == 0) return;
        Files.writeString(rows, ready, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        try {
            if (shown.isPresent())
                Files.writeString(shown.get(), ready, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // In the end all rows are written once more.
        }
    }

    private void count(int exit) {
        good |= exit == 0;
        worst = worst == 1 || exit == 1 ? 1 : Math.max(worst, exit);
    }

    /** How many images are done with. */
    long size() {
        return size;
    }

    /** How many rows wait for others. */
    int backlog() {
        return waiting.size();
    }

    /** Whether an image has results. */
    boolean isDone(long image) {
        return done.get((int) image);
    }

    /** Replaces rows of images whose results are gone, and copies all rows to another file. */
    void write(Path to, Map<Long, String> corrections) throws IOException {
        corrections.keySet().forEach(image -> done.clear((int) (long) image));
        if (!corrections.isEmpty()) {
            count(1);
            good = !done.isEmpty();
        }
        try (var lines = Files.newBufferedReader(rows, StandardCharsets.UTF_8);
                Writer all = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            all.write(lines.readLine() + "\n");
            long image = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), image++)
                all.write(corrections.getOrDefault(image, line + "\n"));
        }
    }

    /** The exit status, as {@link BatchRecord#exit} has it. */
    int exit() {
        return worst != 0 && good ? BatchRecord.SOME : worst;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(rows);
    }
}

package sc.fiji.invertibility.headless;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The table of a batch while its parts come in, in order, on this machine's disk; the columns are known at the end. */
final class JoinedSpool implements AutoCloseable {

    private static final class Segment {

        private final List<String> columns;
        private long rows;

        Segment(List<String> columns) {
            this.columns = columns;
        }
    }

    private final Path file;
    private final BufferedWriter rows;
    private final List<Segment> segments = new ArrayList<>();

    JoinedSpool(Path file) throws IOException {
        this.file = file;
        this.rows = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Adds the rows of the next images, under their columns. */
    void add(List<String> columns, String text) throws IOException {
        if (segments.isEmpty() || !last().columns.equals(columns)) segments.add(new Segment(columns));
        last().rows += text.lines().count();
        rows.write(text);
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    /** Writes the whole table. */
    void write(Path to) throws IOException {
        rows.flush();
        Set<String> all = new LinkedHashSet<>();
        segments.forEach(segment -> all.addAll(segment.columns));
        List<String> columns = new ArrayList<>(all);
        try (BufferedReader from = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                BufferedWriter table = Files.newBufferedWriter(to, StandardCharsets.UTF_8)) {
            List<String> heading = new ArrayList<>(columns);
            heading.add(0, "image");
            table.write(CsvTable.line(heading));
            for (Segment segment : segments)
                for (long row = 0; row < segment.rows; row++) {
                    String line = from.readLine();
                    table.write(segment.columns.equals(columns) ? line + "\n" : fitted(line, segment.columns, columns));
                }
        }
    }

    /** A row with the cells of other columns. */
    private static String fitted(String line, List<String> own, List<String> columns) {
        List<String> given = CsvRows.cells(line), cells = new ArrayList<>();
        cells.add(given.get(0));
        for (String column : columns) {
            int at = own.indexOf(column);
            cells.add(at < 0 ? "" : given.get(at + 1));
        }
        return CsvTable.line(cells);
    }

    @Override
    public void close() throws IOException {
        rows.close();
        Files.deleteIfExists(file);
    }
}

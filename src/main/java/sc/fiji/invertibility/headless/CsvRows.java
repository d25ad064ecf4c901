package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.image.CsvLine;

/** Reads the tables that {@link CsvTable} writes: each row by the headings of its columns. */
final class CsvRows {

    private CsvRows() {}

    static List<Map<String, String>> read(Path file) throws IOException {
        return of(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    static List<Map<String, String>> of(List<String> lines) {
        List<String> headings = lines.isEmpty() ? List.of() : CsvLine.cells(lines.get(0));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> cells = CsvLine.cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < headings.size(); i++) row.put(headings.get(i), i < cells.size() ? cells.get(i) : "");
            rows.add(row);
        }
        return rows;
    }

    /** The cells of one line. */
    static List<String> cells(String line) {
        return CsvLine.cells(line);
    }
}

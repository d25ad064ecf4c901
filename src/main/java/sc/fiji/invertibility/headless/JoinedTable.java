package sc.fiji.invertibility.headless;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sc.fiji.invertibility.image.CsvLine;

/**
 * The tables of many images as one: the image's name in the first column, then every column that any of the tables has,
 * in order of first appearance; a cell is empty if an image's table lacks its column. The rows are never in memory all
 * together.
 */
final class JoinedTable {

    private final Map<String, Path> tables = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Optional<MeanTable> means;

    /** No images yet; what is written is also added to the means. */
    JoinedTable(Optional<MeanTable> means) {
        this.means = means;
    }

    /** Adds the table of an image; only its columns are read now. */
    void add(String image, Path table) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
            String headings = lines.readLine();
            if (headings == null) return;
            columns.addAll(CsvLine.cells(headings));
            tables.put(image, table);
        }
    }

    /** Writes all rows of all images, in the order in which they were added. */
    void write(Writer to) throws IOException {
        List<String> cells = new ArrayList<>(columns);
        cells.add(0, "image");
        to.write(CsvTable.line(cells));
        long image = 0;
        for (Map.Entry<String, Path> table : tables.entrySet()) {
            List<Map<String, String>> rows = CsvRows.read(table.getValue());
            if (means.isPresent()) means.get().add(image++, rows);
            for (Map<String, String> row : rows) {
                cells.clear();
                cells.add(table.getKey());
                for (String column : columns) cells.add(row.getOrDefault(column, ""));
                to.write(CsvTable.line(cells));
            }
        }
    }
}

package sc.fiji.invertibility.headless;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table as comma-separated text (RFC 4180, but lines end with a single line feed): one line with the column headings,
 * then exactly one line per row. Numbers have a decimal point whatever the locale, and as many digits as are needed to
 * restore the same {@code double}; integers have no decimals. Row labels, if there are any, come first under {@code
 * label}.
 */
final class CsvTable {

    private static final double LARGEST_EXACT_WHOLE = 0x1p53;

    private CsvTable() {}

    static void write(ResultsTable table, Path file) throws IOException {
        Files.writeString(file, text(table), StandardCharsets.UTF_8);
    }

    static String text(ResultsTable table) {
        List<Integer> columns = columns(table);
        boolean labelled = false;
        for (int row = 0; row < table.size(); row++) labelled |= table.getLabel(row) != null;
        StringBuilder text = new StringBuilder();
        List<String> cells = new ArrayList<>();
        if (labelled) cells.add("label");
        for (int column : columns) cells.add(table.getColumnHeading(column));
        text.append(line(cells));
        for (int row = 0; row < table.size(); row++) {
            cells.clear();
            if (labelled) cells.add(table.getLabel(row) == null ? "" : table.getLabel(row));
            for (int column : columns) cells.add(cell(table, column, row));
            text.append(line(cells));
        }
        return text.toString();
    }

    private static List<Integer> columns(ResultsTable table) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column <= table.getLastColumn(); column++)
            if (table.columnExists(column)) columns.add(column);
        return columns;
    }

    private static String cell(ResultsTable table, int column, int row) {
        double value = table.getValueAsDouble(column, row);
        // ImageJ marks a text cell with NaN; a true NaN has the text "NaN" as well.
        if (Double.isNaN(value)) return Objects.requireNonNullElse(table.getStringValue(column, row), "");
        return number(value);
    }

    /** A number with all of its digits. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT_WHOLE) return Long.toString((long) value);
        return Double.toString(value);
    }

    /** One line of cells, quoted where necessary. */
    static String line(List<String> cells) {
        return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell's text on one line, in quotation marks if it contains a comma or a quotation mark. */
    static String quoted(String cell) {
        String line = cell.replaceAll("\\R", " ");
        return line.contains(",") || line.contains("\"") ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }
}

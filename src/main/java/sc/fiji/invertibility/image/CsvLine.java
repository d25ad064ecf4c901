package sc.fiji.invertibility.image;

import java.util.ArrayList;
import java.util.List;

/** A line of a table whose cells are separated by commas, and quoted where they hold commas or quotes. */
public final class CsvLine {

    private CsvLine() {}

    /**
     * Splits a line.
     *
     * @param line the line
     * @return its cells, without quotes
     */
    public static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') cell.append(line.charAt(i++));
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else cell.append(c);
        }
        cells.add(cell.toString());
        return cells;
    }
}

package sc.fiji.invertibility.headless;

import java.util.Map;

/**
 * A row of a table of results.
 *
 * @param cells the cells by the headings of their columns
 */
record TableRow(Map<String, String> cells) {

    /** No cells at all. */
    static final TableRow NONE = new TableRow(Map.of());

    /** A cell as it was written; empty if there is no such column. */
    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    /** A cell as a number, which it must be. */
    double number(String column) {
        return Double.parseDouble(text(column));
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }
}

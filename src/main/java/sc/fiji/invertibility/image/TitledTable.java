package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.Map;

/**
 * A results table that knows its title before it is shown; ImageJ's own learns it only from {@code show}, which must be
 * called with this title.
 */
public final class TitledTable extends ResultsTable {

    private final String title;

    /**
     * Creates an empty table.
     *
     * @param title the title of its window
     */
    public TitledTable(String title) {
        this.title = title;
    }

    /**
     * Lists images that could not be used, in the columns {@code image, reason}.
     *
     * @param skipped names and reasons
     * @param title the title of the table's window
     * @return the table, or null if there are none
     */
    public static TitledTable ofSkipped(Map<String, String> skipped, String title) {
        if (skipped.isEmpty()) return null;
        TitledTable table = new TitledTable(title);
        skipped.forEach((image, reason) -> {
            table.incrementCounter();
            table.addValue("image", image);
            table.addValue("reason", reason);
        });
        return table;
    }

    /** Sets how many decimal places the window shows of some columns, of those that there are. */
    TitledTable decimals(int places, String... columns) {
        for (String column : columns) if (columnExists(column)) setDecimalPlaces(getColumnIndex(column), places);
        return this;
    }

    @Override
    public String getTitle() {
        return title;
    }
}

package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;

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

    @Override
    public String getTitle() {
        return title;
    }
}

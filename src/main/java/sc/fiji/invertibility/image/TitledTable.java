package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;

/**
 * A results table that knows its title before it is shown; ImageJ's own learns it from {@code show}, which
 * it is to be called with.
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

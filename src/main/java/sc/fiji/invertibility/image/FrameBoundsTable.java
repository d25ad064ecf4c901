package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.measure.FrameBounds;

/** Frame bounds as a table with one row: {@code filters, channels, size, stride, lower, upper, error}. */
public final class FrameBoundsTable {

    private FrameBoundsTable() {}

    /**
     * Makes the table.
     *
     * @param bank the bank
     * @param bounds its frame bounds
     * @param title the title of the table's window
     * @return the table
     */
    public static ResultsTable of(FilterBank bank, FrameBounds bounds, String title) {
        ResultsTable table = new TitledTable(title);
        table.incrementCounter();
        table.addValue("filters", bank.filters());
        table.addValue("channels", bank.channels());
        table.addValue("size", Math.max(bank.height(), bank.width()));
        table.addValue("stride", bank.stride());
        table.addValue("lower", bounds.lower());
        table.addValue("upper", bounds.upper());
        table.addValue("error", bounds.error());
        return table;
    }
}

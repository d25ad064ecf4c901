package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.measure.FrameBounds;

/** Frame bounds as a table with one row per bank: {@code filters, channels, size, stride, lower, upper, error}. */
public final class FrameBoundsTable {

    private final ResultsTable table;

    /**
     * Creates an empty table.
     *
     * @param title its title
     */
    public FrameBoundsTable(String title) {
        table = new TitledTable(title);
    }

    /**
     * Adds a bank.
     *
     * @param bank the bank
     * @param bounds its frame bounds
     */
    public void put(FilterBank bank, FrameBounds bounds) {
        table.incrementCounter();
        table.addValue("filters", bank.filters());
        table.addValue("channels", bank.channels());
        table.addValue("size", Math.max(bank.height(), bank.width()));
        table.addValue("stride", bank.stride());
        table.addValue("lower", bounds.lower());
        table.addValue("upper", bounds.upper());
        table.addValue("error", bounds.error());
    }

    /** {@return the table} */
    public ResultsTable table() {
        return table;
    }
}

package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.measure.SparsityLevel;

/** Layer-wise sparsity as tables. */
public final class SparsityTable {

    private static final int DECIMALS = 3;

    private SparsityTable() {}

    /**
     * Shows measurements as a table with the columns {@code layer, nonzero_percent_mean, nonzero_percent_sd, images,
     * paper_percent}, one row per layer. The standard deviation is NaN for one image.
     *
     * @param level the measurements
     * @param paper the paper's numbers for the network
     * @param title the title of the table's window
     * @return the table
     */
    public static ResultsTable of(SparsityLevel level, PaperTables paper, String title) {
        ResultsTable table = new TitledTable(title);
        level.layers().forEach((layer, percent) -> {
            table.incrementCounter();
            table.addValue("layer", layer);
            table.addValue("nonzero_percent_mean", percent.mean());
            table.addValue("nonzero_percent_sd", percent.count() < 2 ? Double.NaN : percent.sd());
            table.addValue("images", percent.count());
            CoherenceTable.paper(table, "paper_percent", paper.nonzeroPercent(layer));
        });
        for (String column : new String[] {"nonzero_percent_mean", "nonzero_percent_sd", "paper_percent"})
            table.setDecimalPlaces(table.getColumnIndex(column), DECIMALS);
        table.setDecimalPlaces(table.getColumnIndex("images"), 0);
        return table;
    }

    /**
     * Lists the images that were skipped, as a table with the columns {@code image, reason}.
     *
     * @param level the measurements
     * @param title the title of the table's window
     * @return the table, or null if there are none
     */
    public static ResultsTable skipped(SparsityLevel level, String title) {
        if (level.skipped().isEmpty()) return null;
        ResultsTable table = new TitledTable(title);
        level.skipped().forEach((image, reason) -> {
            table.incrementCounter();
            table.addValue("image", image);
            table.addValue("reason", reason);
        });
        return table;
    }
}

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
        TitledTable table = new TitledTable(title);
        level.layers().forEach((layer, percent) -> {
            table.incrementCounter();
            table.addValue("layer", layer);
            table.addValue("nonzero_percent_mean", percent.mean());
            table.addValue("nonzero_percent_sd", percent.count() < 2 ? Double.NaN : percent.sd());
            table.addValue("images", percent.count());
            CoherenceTable.paper(table, "paper_percent", paper.nonzeroPercent(layer));
        });
        return table.decimals(DECIMALS, "nonzero_percent_mean", "nonzero_percent_sd", "paper_percent")
                .decimals(0, "images");
    }
}

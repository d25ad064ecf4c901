package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.sparse.RecoveredCode;
import sc.fiji.invertibility.sparse.SparseFit;

/** The three lines of Algorithm 2 as a table. */
public final class RecoveryTable {

    private RecoveryTable() {}

    /**
     * Makes the table.
     *
     * @param found the recovered code
     * @param title the table's title
     * @return the table
     */
    public static ResultsTable of(RecoveredCode found, String title) {
        TitledTable table = new TitledTable(title);
        row(table, 1, found, found.allShifts());
        row(table, 2, found, found.pooled());
        row(table, 3, found, found.onSupport());
        return table.decimals(6, "objective", "relative_error", "norm_ratio", "gap");
    }

    private static void row(ResultsTable table, int line, RecoveredCode found, SparseFit fit) {
        table.incrementCounter();
        table.addValue("line", line);
        table.addValue("objective", fit.objective());
        table.addValue("nonzeros", fit.nonzeros());
        table.addValue("relative_error", found.relativeError(fit));
        table.addValue("iterations", fit.iterations());
        table.addValue("gap", fit.relativeGap());
        table.addValue("norm_ratio", fit.normRatio());
    }
}

package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.List;
import sc.fiji.invertibility.invert.IterationReport;

/** Collects the reports of all planes in a table, one row per iteration. */
final class SummaryTable {

    private final TitledTable table;
    private final boolean planes;

    SummaryTable(InputImage input, String title) {
        table = new TitledTable(title);
        planes = input.planes() > 1;
    }

    void put(int z, int t, List<IterationReport> iterations) {
        for (IterationReport report : iterations) {
            table.incrementCounter();
            table.addValue("iteration", report.iteration());
            table.addValue("relative_error", report.relativeError());
            table.addValue("psnr_db", report.psnr());
            table.addValue("nonzeros", report.nonzeros());
            table.addValue("step", report.step());
            table.addValue("milliseconds", report.milliseconds());
            if (!planes) continue;
            table.addValue("z", z);
            table.addValue("t", t);
        }
    }

    ResultsTable table() {
        return table.decimals(6, "relative_error", "step")
                .decimals(3, "psnr_db")
                .decimals(1, "milliseconds");
    }
}

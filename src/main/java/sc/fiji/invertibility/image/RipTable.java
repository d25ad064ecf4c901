package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.measure.DistortionBound;
import sc.fiji.invertibility.measure.Moments;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;

/** The model-RIP as a table, one row per quantity; distortions and the theorem's bound come last. */
public final class RipTable {

    private RipTable() {}

    /**
     * Makes the table.
     *
     * @param samples the measurements
     * @param title the table's title
     * @return the table
     */
    public static ResultsTable of(RipSamples samples, String title) {
        ResultsTable table = new TitledTable(title);
        for (RipQuantity quantity : RipQuantity.values()) {
            Moments moments = samples.moments(quantity);
            if (moments.count() > 0) row(table, quantity.title(), moments);
        }
        DistortionBound bound = samples.bound();
        long draws = samples.moments(RipQuantity.SYNTHESIS).count();
        single(table, "delta_k, largest seen", bound.deltaK(), draws);
        single(table, "delta_2k, largest seen", bound.delta2K(), draws);
        single(table, "bound of Theorem 3.3" + (bound.vacuous() ? " (vacuous)" : ""), bound.value(), draws);
        for (String column : new String[] {"mean", "sd", "min", "max"})
            table.setDecimalPlaces(table.getColumnIndex(column), 5);
        return table;
    }

    private static void row(ResultsTable table, String quantity, Moments moments) {
        table.incrementCounter();
        table.addValue("quantity", quantity);
        table.addValue("mean", moments.mean());
        table.addValue("sd", moments.sd());
        table.addValue("min", moments.min());
        table.addValue("max", moments.max());
        table.addValue("draws", moments.count());
    }

    private static void single(ResultsTable table, String quantity, double value, long draws) {
        row(table, quantity, new Moments(draws, value, 0, value, value));
    }
}

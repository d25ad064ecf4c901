package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.EnumMap;
import java.util.Map;
import sc.fiji.invertibility.measure.ClusteredMean;
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
        TitledTable table = new TitledTable(title);
        for (RipQuantity quantity : RipQuantity.values()) {
            if (samples.values(quantity).length > 0)
                row(table, quantity.title(), samples.moments(quantity), samples.mean(quantity));
        }
        DistortionBound bound = samples.bound();
        long draws = samples.moments(RipQuantity.SYNTHESIS).count();
        int banks = samples.mean(RipQuantity.SYNTHESIS).clusters();
        single(table, "delta_k, largest seen", bound.deltaK(), draws, banks);
        single(table, "delta_2k, largest seen", bound.delta2K(), draws, banks);
        single(table, "bound of Theorem 3.3" + remark(bound), bound.value(), draws, banks);
        return table.decimals(5, "mean", "sd", "se", "min", "max");
    }

    private static String remark(DistortionBound bound) {
        if (!bound.applies()) return " (does not apply)";
        return bound.vacuous() ? " (vacuous)" : "";
    }

    private static void row(ResultsTable table, String quantity, Moments moments, ClusteredMean mean) {
        table.incrementCounter();
        table.addValue("quantity", quantity);
        table.addValue("mean", moments.mean());
        // One number has no spread, which is not known to be 0 for that.
        boolean several = mean.count() > 1;
        table.addValue("sd", several ? moments.sd() : Double.NaN);
        table.addValue("se", several ? mean.standardError() : Double.NaN);
        table.addValue("min", moments.min());
        table.addValue("max", moments.max());
        table.addValue("draws", moments.count());
        table.addValue("banks", mean.clusters());
    }

    /**
     * Lists the draws.
     *
     * @param samples the measurements
     * @param title the table's title
     * @return a row for each draw with the index of its bank; quantities that were not measured of every draw are left
     *     out
     */
    public static ResultsTable ofDraws(RipSamples samples, String title) {
        TitledTable table = new TitledTable(title);
        int[] banks = samples.banks(RipQuantity.SYNTHESIS);
        Map<RipQuantity, double[]> columns = new EnumMap<>(RipQuantity.class);
        for (RipQuantity quantity : RipQuantity.values()) {
            double[] values = samples.values(quantity);
            // Others are of some draws only, of pairs, or of those that are followed further.
            if (values.length == banks.length) columns.put(quantity, values);
        }
        for (int i = 0; i < banks.length; i++) {
            table.incrementCounter();
            table.addValue("bank", banks[i]);
            for (Map.Entry<RipQuantity, double[]> column : columns.entrySet())
                table.addValue(column.getKey().title(), column.getValue()[i]);
        }
        for (RipQuantity quantity : columns.keySet()) table.decimals(5, quantity.title());
        return table;
    }

    private static void single(ResultsTable table, String quantity, double value, long draws, int banks) {
        row(table, quantity, new Moments(draws, value, 0, value, value), new ClusteredMean(value, 0, 1, banks));
    }
}

package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import sc.fiji.invertibility.measure.Coherence;
import sc.fiji.invertibility.measure.Moments;
import sc.fiji.invertibility.measure.PaperTables;

/** Coherence as a table with one row per layer, beside the paper's tables 3 and 6. */
public final class CoherenceTable {

    private final TitledTable table;

    /**
     * Creates an empty table.
     *
     * @param title its title
     */
    public CoherenceTable(String title) {
        table = new TitledTable(title);
    }

    /**
     * Adds a layer.
     *
     * @param network the network's name
     * @param layer the layer's name
     * @param own the coherence of its filters
     * @param random the coherence of Gaussian filters of the same shape
     */
    public void put(String network, String layer, Coherence own, Coherence.Random random) {
        table.incrementCounter();
        table.addValue("layer", layer);
        table.addValue("signed", own.signed().product());
        table.addValue("absolute", Math.abs(own.absolute().product()));
        table.addValue("random_signed_mean", random.signed().mean());
        table.addValue("random_signed_sd", sd(random.signed()));
        table.addValue("random_absolute_mean", random.absolute().mean());
        table.addValue("random_absolute_sd", sd(random.absolute()));
        table.addValue("random_banks", random.signedMaxima().size());
        paper(table, "paper", PaperTables.of(network).coherence(layer));
        OptionalDouble printed = PaperTables.of(network).randomCoherence(layer);
        paper(table, "paper_random", printed);
        paper(table, "signed_percentile", map(printed, random::signedPercentile));
        paper(table, "absolute_percentile", map(printed, random::absolutePercentile));
    }

    /** A single bank tells nothing of the spread. */
    private static double sd(Moments moments) {
        return moments.count() < 2 ? Double.NaN : moments.sd();
    }

    private static OptionalDouble map(OptionalDouble value, DoubleUnaryOperator function) {
        return value.isPresent() ? OptionalDouble.of(function.applyAsDouble(value.getAsDouble())) : value;
    }

    /** A number printed in the paper, or an empty cell. */
    static void paper(ResultsTable table, String column, OptionalDouble value) {
        if (value.isPresent()) table.addValue(column, value.getAsDouble());
        else table.addValue(column, "");
    }

    /** {@return the table} */
    public ResultsTable table() {
        for (String column : table.getHeadings())
            if (!column.equals("layer") && !column.equals("random_banks")) table.decimals(4, column);
        return table;
    }
}

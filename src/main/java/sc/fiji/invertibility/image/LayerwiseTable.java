package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.measure.LayerwiseError;
import sc.fiji.invertibility.measure.PaperTables;

/** Layer-wise errors, a row a pooling layer, beside the paper's table 4. */
public final class LayerwiseTable {

    private final String network;
    private final ResultsTable table;

    /**
     * Creates an empty table.
     *
     * @param network the network's name, for the paper's numbers
     * @param title the table's title
     */
    public LayerwiseTable(String network, String title) {
        this.network = network;
        table = new TitledTable(title);
    }

    /**
     * Adds a layer, in activation space.
     *
     * @param layer the pooling layer's name
     * @param errors what was measured
     */
    public void put(String layer, LayerwiseError errors) {
        table.incrementCounter();
        table.addValue("layer", layer);
        table.addValue("space", "activation");
        table.addValue("learned", errors.learned());
        table.addValue("random_mean", errors.random().mean());
        table.addValue("random_sd", errors.random().sd());
        table.addValue("random_activations", errors.randomActivations());
        PaperTables paper = PaperTables.of(network);
        CoherenceTable.paper(table, "paper_learned", paper.relativeError(layer, false, true));
        CoherenceTable.paper(table, "paper_random", paper.relativeError(layer, false, false));
    }

    /** {@return the table} */
    public ResultsTable table() {
        return table;
    }
}

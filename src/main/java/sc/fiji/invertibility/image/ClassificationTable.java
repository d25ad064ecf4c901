package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.List;

/** What a classifier says of images, as a table: {@code file, slice, class}, and a probability for each class. */
public final class ClassificationTable {

    private static final int DECIMALS = 4;

    private final List<String> classes;
    private final TitledTable table;

    /**
     * An empty table.
     *
     * @param title the title of its window
     * @param classes the names of the classes
     */
    public ClassificationTable(String title, List<String> classes) {
        this.classes = List.copyOf(classes);
        this.table = new TitledTable(title);
    }

    /**
     * Adds an image.
     *
     * @param file its name
     * @param slice its slice, from 1
     * @param probabilities of the classes
     */
    public void add(String file, int slice, double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) if (probabilities[c] > probabilities[best]) best = c;
        table.incrementCounter();
        table.addValue("file", file);
        table.addValue("slice", slice);
        table.addValue("class", classes.get(best));
        for (int c = 0; c < probabilities.length; c++)
            table.addValue("probability_" + classes.get(c), probabilities[c]);
    }

    /** {@return the table} */
    public ResultsTable table() {
        for (String name : classes) table.decimals(DECIMALS, "probability_" + name);
        return table.decimals(0, "slice");
    }
}

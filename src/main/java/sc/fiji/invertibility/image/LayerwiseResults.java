package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.measure.LayerwiseErrors;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.network.Preprocessing;

/** Collects layer-wise errors as a table beside table 4, and as a montage like figure 4. */
public final class LayerwiseResults {

    private static final int COLUMNS = 5;
    private static final String DECODER = "decoder";

    private final TitledTable table;
    private final PictureGrid grid = new PictureGrid(COLUMNS);
    private final PaperTables paper;
    private final String filters;
    private final Preprocessing preprocessing;
    private final RandomAccessibleInterval<FloatType> original;

    /**
     * Starts without any layers.
     *
     * @param title the title of the table's window
     * @param paper the paper's numbers for the network
     * @param filters what the network's filters are called in captions
     * @param preprocessing how the network's input was preprocessed
     * @param x the preprocessed image with the axes (x, y, channel)
     */
    public LayerwiseResults(
            String title,
            PaperTables paper,
            String filters,
            Preprocessing preprocessing,
            RandomAccessibleInterval<FloatType> x) {
        this.table = new TitledTable(title);
        this.filters = filters;
        this.paper = paper;
        this.preprocessing = preprocessing;
        this.original = x;
    }

    /**
     * Adds a layer: two rows of the table, and one of the montage.
     *
     * @param errors its errors
     */
    public void add(LayerwiseErrors errors) {
        put(errors.layer(), "activation", errors.activation(), false);
        put(errors.layer(), "image", errors.image(), true);
        picture(errors);
    }

    /**
     * Adds a layer, and what decoded it.
     *
     * @param errors its errors
     * @param decoder the name of what decoded activations to images, for the column {@code decoder}
     */
    public void add(LayerwiseErrors errors, String decoder) {
        put(errors.layer(), "activation", errors.activation(), false);
        table.addValue(DECODER, "");
        put(errors.layer(), "image", errors.image(), true);
        table.addValue(DECODER, decoder);
        picture(errors);
    }

    private void picture(LayerwiseErrors errors) {
        LayerwiseErrors.Space image = errors.image();
        LayerwiseErrors.Pictures pictures = errors.pictures();
        grid.add(errors.layer() + ": original", preprocessing.invert(original));
        grid.add("original activations", preprocessing.invert(pictures.original()));
        if (pictures.learned().isEmpty()) grid.leaveOut("no " + filters + " above");
        else add(filters, image.learned().orElseThrow(), pictures.learned().get());
        add("random filters", image.random().mean(), pictures.random());
        add("random activations", image.randomActivations().mean(), pictures.randomActivations());
    }

    private void add(String kind, double error, Img<FloatType> picture) {
        grid.add(String.format(Locale.ROOT, "%s, error %.3f", kind, error), preprocessing.invert(picture));
    }

    /**
     * Adds the paper's numbers for a layer that was not measured because the filters do not reach it: two rows whose
     * other cells stay empty. For a layer that the paper does not have either, nothing is added.
     *
     * @param layer the pooling layer's name
     * @return whether the paper has the layer
     */
    public boolean leaveOut(String layer) {
        if (paper.relativeError(layer, false, true).isEmpty()) return false;
        for (boolean image : new boolean[] {false, true}) {
            table.incrementCounter();
            table.addValue("layer", layer);
            table.addValue("space", image ? "image" : "activation");
            for (String column : new String[] {"learned", "random_mean", "random_sd", "random_activations", "banks"})
                table.addValue(column, "");
            printed(layer, image);
            if (table.columnExists(DECODER)) table.addValue(DECODER, "");
        }
        return true;
    }

    private void put(String layer, String space, LayerwiseErrors.Space errors, boolean image) {
        table.incrementCounter();
        table.addValue("layer", layer);
        table.addValue("space", space);
        if (errors.learned().isPresent())
            table.addValue("learned", errors.learned().getAsDouble());
        else table.addValue("learned", "");
        table.addValue("random_mean", errors.random().mean());
        // As text: the column has empty cells, too, and ImageJ shows a NaN beside text as one of them.
        if (errors.random().count() < 2) table.addValue("random_sd", "NaN");
        else table.addValue("random_sd", errors.random().sd());
        table.addValue("random_activations", errors.randomActivations().mean());
        table.addValue("banks", errors.random().count());
        printed(layer, image);
    }

    private void printed(String layer, boolean image) {
        CoherenceTable.paper(table, "paper_learned", paper.relativeError(layer, image, true));
        CoherenceTable.paper(table, "paper_random", paper.relativeError(layer, image, false));
    }

    /**
     * {@return the table, with the columns {@code layer, space, learned, random_mean, random_sd, random_activations,
     * banks, paper_learned, paper_random}, and {@code decoder} if that was told; random_sd is NaN for one seed; learned
     * is empty without filters above; for a layer that was not measured, all cells before the paper's are}
     */
    public ResultsTable table() {
        for (String column : table.getHeadings())
            if (!column.equals("layer")
                    && !column.equals("space")
                    && !column.equals("banks")
                    && !column.equals(DECODER)) table.decimals(4, column);
        return table;
    }

    /**
     * Draws the montage: one row per layer, each picture with its relative error in image space.
     *
     * @param title its title
     * @return an RGB image, not shown
     */
    public ImagePlus montage(String title) {
        return grid.image(title);
    }
}

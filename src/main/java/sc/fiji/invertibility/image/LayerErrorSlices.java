package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.invert.LayerError;
import sc.fiji.invertibility.network.ForwardPass;

/**
 * Collects the errors of a network's layers: one slice per layer, relative to the root mean square of the layer's
 * activations at a position, and a table. Layers of all scales thus share one display range.
 */
final class LayerErrorSlices {

    private final InputImage input;
    private final ForwardPass pass;
    private final ErrorStack stack;
    private final TitledTable table;

    /**
     * @param input the image as the network saw it
     * @param pass through the layers
     * @param tableTitle the title of the table's window
     */
    LayerErrorSlices(InputImage input, ForwardPass pass, String tableTitle) {
        this.input = input;
        this.pass = pass;
        this.stack = new ErrorStack(input, "error, in parts of the activations");
        this.table = new TitledTable(tableTitle);
    }

    void put(int z, int t, List<LayerError> layers) {
        float[][] slices = new float[layers.size()][];
        String[] labels = new String[slices.length];
        for (int i = 0; i < slices.length; i++) {
            LayerError error = layers.get(i);
            slices[i] = grid(error.layer()).nearest(error.errors(), input.width(), input.height());
            float scale = scale(error);
            for (int p = 0; p < slices[i].length; p++) slices[i][p] *= scale;
            labels[i] = label(error);
            table.incrementCounter();
            table.addValue("layer", error.layer());
            table.addValue("relative_error", error.relativeError());
            if (input.planes() == 1) continue;
            table.addValue("z", z);
            table.addValue("t", t);
        }
        stack.put(z, t, slices, labels);
    }

    ImagePlus image(String title) {
        return stack.image(title);
    }

    ResultsTable table() {
        return table.decimals(6, "relative_error");
    }

    /** {@code conv2_1: relative error 0.478}, with three significant digits. */
    static String label(LayerError error) {
        return String.format(Locale.ROOT, "%s: relative error %.3g", error.layer(), error.relativeError());
    }

    /** Scales a layer's errors so that their root mean square is its relative error. */
    private static float scale(LayerError error) {
        double squares = 0;
        for (var value : error.errors()) squares += (double) value.get() * value.get();
        double mean = Math.sqrt(squares / error.errors().size());
        return mean > 0 && Double.isFinite(error.relativeError()) ? (float) (error.relativeError() / mean) : 1;
    }

    private FeatureGrid grid(String layer) {
        if (pass.network().architecture().find(layer).isEmpty()) return FeatureGrid.PIXELS;
        ForwardPass way = ForwardPass.to(pass.network(), layer);
        return new FeatureGrid(way.centreX(), way.centreY(), way.stride());
    }
}

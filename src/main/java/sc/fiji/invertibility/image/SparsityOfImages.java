package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.measure.Moments;
import sc.fiji.invertibility.measure.PaperTables;
import sc.fiji.invertibility.measure.SparsityLevel;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.network.Recorded;

/**
 * Counts the non-zeros of every layer's activations of an image.
 *
 * @param pass from the image to the last layer that is counted
 * @param preprocessing how values from 0 to 255 become the network's input
 * @param resize how the image is resized first
 */
public record SparsityOfImages(ForwardPass pass, Preprocessing preprocessing, ImageNetResize resize) {

    /**
     * Takes one more image, of a stack every plane.
     *
     * @param engine where to compute
     * @param before the state
     * @param image the image, prepared for the network
     * @param name its name in the state
     * @param monitor hears of the progress
     * @return the state with it
     */
    public SparsityLevel with(Engine engine, SparsityLevel before, NetworkInput image, String name, Monitor monitor) {
        SparsityLevel state = before;
        for (int t = 1; t <= image.input().frames(); t++)
            for (int z = 1; z <= image.input().slices(); z++) {
                monitor.check();
                try (Scope scope = new Scope()) {
                    var x = engine.upload(scope, preprocessing.apply(resize.apply(image.plane(z, t))));
                    Map<String, Double> percentages = new LinkedHashMap<>();
                    for (LayerActivations layer : pass.record(engine, scope, x, Recorded.MEASURES, monitor))
                        percentages.put(layer.layer().name(), layer.nonzeroPercent());
                    state = state.plus(name, percentages);
                }
            }
        return state;
    }

    /**
     * Makes the table of a state.
     *
     * @param state what was counted
     * @param network the network's name, for the paper's numbers
     * @param title the table's title
     * @return a row a layer
     */
    public static ResultsTable table(SparsityLevel state, String network, String title) {
        ResultsTable table = new TitledTable(title);
        for (Map.Entry<String, Moments> layer : state.layers().entrySet()) {
            table.incrementCounter();
            table.addValue("layer", layer.getKey());
            table.addValue("nonzero_percent_mean", layer.getValue().mean());
            table.addValue("nonzero_percent_sd", layer.getValue().sd());
            table.addValue("images", layer.getValue().count());
            CoherenceTable.paper(table, "paper_percent", PaperTables.of(network).nonzeroPercent(layer.getKey()));
        }
        return table;
    }
}

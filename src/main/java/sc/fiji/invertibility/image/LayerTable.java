package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.weights.LayerInfo;
import sc.fiji.invertibility.weights.LayerKind;
import sc.fiji.invertibility.weights.SkippedTensor;
import sc.fiji.invertibility.weights.WeightSurvey;

/**
 * The contents of a weight file as a table: one row per layer, then one row for each tensor that belongs to no layer.
 */
public final class LayerTable {

    private LayerTable() {}

    /**
     * Shows a survey as a table with the columns {@code layer, filters, channels, height, width, bias, norm,
     * source_name, status}. {@code bias} is the number of biases; cells are empty where something is not known.
     *
     * @param survey the survey
     * @param title the title of the table's window
     * @return the table
     */
    public static ResultsTable of(WeightSurvey survey, String title) {
        TitledTable table = new TitledTable(title);
        for (WeightSurvey.Entry entry : survey.entries()) {
            LayerInfo layer = entry.layer();
            table.incrementCounter();
            table.addValue("layer", layer.name());
            table.addValue("filters", layer.filters());
            table.addValue("channels", layer.channels());
            table.addValue("height", layer.height());
            table.addValue("width", layer.width());
            table.addValue("bias", layer.bias() ? layer.outputs() : 0);
            if (Double.isNaN(entry.norm())) table.addValue("norm", "");
            else table.addValue("norm", entry.norm());
            table.addValue("source_name", layer.source());
            table.addValue("status", status(entry));
        }
        for (SkippedTensor tensor : survey.skipped()) {
            table.incrementCounter();
            for (String empty : new String[] {"layer", "filters", "channels", "height", "width", "bias", "norm"})
                table.addValue(empty, "");
            table.addValue("source_name", tensor.name());
            table.addValue("status", "skipped: " + tensor.reason());
        }
        return table.decimals(4, "norm");
    }

    private static String status(WeightSurvey.Entry entry) {
        LayerInfo layer = entry.layer();
        if (layer.kind() == LayerKind.DENSE) return "not read: a dense layer";
        if (!entry.problem().isEmpty()) return "not usable: " + entry.problem();
        String groups = layer.groups() == 1 ? "" : ", " + layer.groups() + " groups";
        return (layer.kind() == LayerKind.DECONVOLUTION ? "usable: deconvolution" : "usable") + groups;
    }
}

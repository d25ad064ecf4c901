package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Reads and measures every layer of a weight file: which can be used, and why the others cannot. One layer is in memory
 * at a time; dense layers, which are the largest and are of no use here, are not read.
 *
 * @param entries the findings on all layers, in the file's order
 * @param skipped the tensors that belong to no layer, with reasons, in the file's order
 */
public record WeightSurvey(List<Entry> entries, List<SkippedTensor> skipped) {

    /**
     * The findings on one layer.
     *
     * @param layer names, kind and sizes
     * @param norm the Euclidean norm of its weights; NaN if they were not read
     * @param problem why it cannot be used, as one sentence; empty if it can
     */
    public record Entry(LayerInfo layer, double norm, String problem) {

        /** {@return whether the layer's filters can be used: they were read, without a problem} */
        public boolean usable() {
            return problem.isEmpty() && layer.kind() != LayerKind.DENSE;
        }
    }

    /**
     * Reads a file's layers, one after the other.
     *
     * @param file the open file
     * @param monitor receives the progress and may stop the work
     * @return the findings, including those on damaged layers
     * @throws IOException if the file cannot be read at all
     * @throws CancellationException if the user asked to stop
     */
    public static WeightSurvey of(WeightFile file, Monitor monitor) throws IOException {
        List<LayerInfo> layers = file.layers();
        List<Entry> entries = new ArrayList<>();
        for (LayerInfo layer : layers) {
            monitor.check();
            monitor.progress(entries.size() / (double) layers.size(), "reading " + layer.name());
            entries.add(entry(file, layer));
        }
        return new WeightSurvey(List.copyOf(entries), file.skipped());
    }

    private static Entry entry(WeightFile file, LayerInfo layer) throws IOException {
        if (layer.kind() == LayerKind.DENSE) return new Entry(layer, Double.NaN, "");
        try {
            return new Entry(layer, file.layer(layer.source()).norm(), "");
        } catch (WeightsException e) {
            return new Entry(layer, Double.NaN, e.getMessage());
        }
    }

    /** {@return the layers whose filters can be used, in the file's order} */
    public List<LayerInfo> usable() {
        return entries.stream().filter(Entry::usable).map(Entry::layer).toList();
    }
}

package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.BatchStream;
import sc.fiji.invertibility.train.Example;

/**
 * The features of a set of images, computed once.
 *
 * @param labelled the features
 * @param images the images that they are of, as the source counts
 */
public record Features(LabelledFeatures labelled, List<Integer> images) implements AutoCloseable {

    /**
     * Computes features.
     *
     * @param extractor the layers
     * @param preprocessing from values of 0 to 255 to the input of the first layer
     * @param set the images
     * @param memory bytes of the heap that may be taken; beyond that, features go into a temporary file
     * @param folder where that file is made; null for the system's folder
     * @param skipped receives names of images that cannot be used, with reasons
     * @param monitor receives the progress
     * @return the features, to be closed
     * @throws IOException if the temporary file cannot be written
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public static Features of(
            FeatureExtractor extractor,
            Preprocessing preprocessing,
            LabelledImages set,
            long memory,
            Path folder,
            Map<String, String> skipped,
            Monitor monitor)
            throws IOException {
        FeatureStore store =
                FeatureStore.of(Math.toIntExact(extractor.features().size()), set.size(), memory, folder);
        if (set.size() == 0) return new Features(new LabelledFeatures(store, List.of()), List.of());
        LabelledExamples examples = new LabelledExamples(set, extractor.image(), preprocessing, skipped);
        try (BatchStream stream = examples.inOrder(extractor.together())) {
            for (List<Example> some = stream.next(); !some.isEmpty(); some = stream.next()) {
                monitor.check();
                List<float[]> values =
                        some.stream().map(LabelledExamples::values).toList();
                for (float[] features : extractor.features(values)) store.add(features);
                monitor.progress((double) store.size() / set.size(), "features of image " + store.size());
            }
            List<Integer> images = examples.read();
            List<Integer> labels = images.stream().map(set.labels()::get).toList();
            return new Features(new LabelledFeatures(store, labels), images);
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * Lets a soft-max decide on every image.
     *
     * @param top the soft-max
     * @return its decisions, in the order of the features
     * @throws IOException if features cannot be read
     */
    public List<Decision> decisions(SoftmaxLayer top) throws IOException {
        List<Decision> decisions = new ArrayList<>();
        float[] row = new float[top.length()];
        for (int i = 0; i < images.size(); i++) {
            labelled.read(i, row, 0);
            decisions.add(Decision.of(images.get(i), labelled.label(i), top.probabilities(row)));
        }
        return decisions;
    }

    @Override
    public void close() throws IOException {
        labelled.store().close();
    }
}

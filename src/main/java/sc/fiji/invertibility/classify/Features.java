package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;

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
        FeatureStore store = FeatureStore.of(
                Math.toIntExact(extractor.features().size()), set.size(), memory, folder);
        List<Integer> images = new ArrayList<>(), labels = new ArrayList<>();
        try (ImageReader reader =
                new ImageReader(set.source(), set.chosen(), extractor.together(), skipped)) {
            for (ImageReader.Group group = reader.next(); group != null; group = reader.next()) {
                monitor.check();
                for (float[] values : group.values()) apply(preprocessing, values);
                for (float[] features : extractor.features(group.values())) store.add(features);
                images.addAll(group.images());
                group.images().forEach(i -> labels.add(set.labels().get(i)));
                monitor.progress((double) images.size() / set.size(), "features of image " + images.size());
            }
            return new Features(new LabelledFeatures(store, labels), List.copyOf(images));
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /** Preprocesses the values of one image, in place; channels keep their order, or are reversed. */
    static void apply(Preprocessing preprocessing, float[] values) {
        int channels = preprocessing.mean().size();
        if (channels == 0) {
            for (int i = 0; i < values.length; i++) values[i] *= (float) preprocessing.scale();
            return;
        }
        int pixels = values.length / channels;
        if (preprocessing.reversed()) reverse(values, channels, pixels);
        for (int c = 0; c < channels; c++) {
            float factor = (float) (preprocessing.scale() / preprocessing.std().get(c));
            float offset = (float) (preprocessing.mean().get(c) / preprocessing.std().get(c));
            for (int i = c * pixels; i < (c + 1) * pixels; i++) values[i] = values[i] * factor - offset;
        }
    }

    private static void reverse(float[] values, int channels, int pixels) {
        for (int c = 0; c < channels / 2; c++)
            for (int i = 0; i < pixels; i++) {
                int other = (channels - 1 - c) * pixels + i;
                float value = values[c * pixels + i];
                values[c * pixels + i] = values[other];
                values[other] = value;
            }
    }

    /** The shape of the preprocessing's images must be known where it is made of a sample. */
    static Preprocessing standardised(List<float[]> sample, Shape image) {
        List<Double> mean = new ArrayList<>(), std = new ArrayList<>();
        int pixels = Math.toIntExact(image.pixels());
        for (int c = 0; c < image.channels(); c++) {
            double sum = 0, squares = 0, count = (double) sample.size() * pixels;
            for (float[] values : sample)
                for (int i = c * pixels; i < (c + 1) * pixels; i++) {
                    sum += values[i];
                    squares += (double) values[i] * values[i];
                }
            mean.add(sum / count);
            std.add(Math.max(1e-3, Math.sqrt(Math.max(0, squares / count - sum / count * sum / count))));
        }
        return new Preprocessing(false, 1, mean, std);
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

package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.train.BatchStream;
import sc.fiji.invertibility.train.Example;

/** Applies a classifier to images; its filters stay on the device until this is closed. */
public final class ClassifierPass implements AutoCloseable {

    private final Classifier classifier;
    private final FeatureExtractor extractor;

    private ClassifierPass(Classifier classifier, FeatureExtractor extractor) {
        this.classifier = classifier;
        this.extractor = extractor;
    }

    /**
     * Prepares a classifier.
     *
     * @param engine where to compute; stays open
     * @param classifier the classifier
     * @return the pass, to be closed
     */
    public static ClassifierPass of(Engine engine, Classifier classifier) {
        return new ClassifierPass(
                classifier,
                FeatureExtractor.of(
                        engine,
                        classifier.layers(),
                        classifier.average(),
                        classifier.form().shape()));
    }

    /** {@return how many images are best given at a time} */
    public int together() {
        return extractor.together();
    }

    /**
     * Classifies some images.
     *
     * @param images at most {@link #together}, in the classifier's form, of values of about 0 to 255, channel by
     *     channel and row by row; they are changed
     * @return for each image a probability for each class
     */
    public List<double[]> probabilities(List<float[]> images) {
        images.forEach(values -> ChannelPreprocessing.apply(classifier.preprocessing(), values));
        return ofPreprocessed(images);
    }

    private List<double[]> ofPreprocessed(List<float[]> images) {
        return extractor.features(images).stream()
                .map(classifier.top()::probabilities)
                .toList();
    }

    /**
     * Decides on images of known classes, which are read as they are needed.
     *
     * @param set the images
     * @param skipped receives the names of those that cannot be used, with reasons
     * @param monitor receives the progress
     * @return the decisions, in the order of the set
     * @throws IOException if no image can be read
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public List<Decision> decisions(LabelledImages set, Map<String, String> skipped, Monitor monitor)
            throws IOException {
        if (set.size() == 0) return List.of();
        List<double[]> probabilities = new ArrayList<>();
        LabelledExamples examples =
                new LabelledExamples(set, classifier.form().shape(), classifier.preprocessing(), skipped);
        try (BatchStream stream = examples.inOrder(together())) {
            for (List<Example> some = stream.next(); !some.isEmpty(); some = stream.next()) {
                monitor.check();
                probabilities.addAll(ofPreprocessed(
                        some.stream().map(LabelledExamples::values).toList()));
                monitor.progress((double) probabilities.size() / set.size(), "image " + probabilities.size());
            }
        }
        List<Integer> images = examples.read();
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < images.size(); i++)
            decisions.add(Decision.of(images.get(i), set.labels().get(images.get(i)), probabilities.get(i)));
        return decisions;
    }

    @Override
    public void close() {
        extractor.close();
    }
}

package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.BatchStream;
import sc.fiji.invertibility.train.Example;

/** A sample of the training images, of which statistics are taken. */
final class ImageSample {

    private static final int MOST = 500, GROUP = 32;
    private static final long MOST_VALUES = 1 << 25;

    /** The part of all work that reading it takes. */
    private static final double PART = 0.02;

    private ImageSample() {}

    /** Values of about 0 to 255 of up to 500 images, evenly from all classes. */
    static List<float[]> of(
            LabelledImages training, ImageForm form, long seed, Map<String, String> skipped, Monitor monitor)
            throws IOException {
        int most = (int) Math.max(1, Math.min(MOST, MOST_VALUES / form.shape().size()));
        LabelledImages some = training.sample(most, seed);
        List<float[]> sample = new ArrayList<>();
        LabelledExamples examples = new LabelledExamples(some, form.shape(), Preprocessing.NONE, skipped);
        try (BatchStream stream = examples.inOrder(GROUP)) {
            for (List<Example> group = stream.next(); !group.isEmpty(); group = stream.next()) {
                monitor.check();
                for (Example example : group) sample.add(LabelledExamples.values(example));
                monitor.progress(PART * sample.size() / some.size(), "reading a sample of the images");
            }
        }
        if (sample.isEmpty())
            throw new IllegalArgumentException("images: expected images, but of the first " + some.size()
                    + " files none can be used" + first(skipped));
        return sample;
    }

    /** The first image that could not be used, for the end of a sentence. */
    static String first(Map<String, String> skipped) {
        return skipped.entrySet().stream()
                .findFirst()
                .map(entry -> "; " + entry.getKey() + ": " + entry.getValue())
                .orElse("");
    }
}

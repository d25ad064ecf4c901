package sc.fiji.invertibility.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/** What must be the same for the training of a classifier to go on from a checkpoint. */
final class ClassifierDescription {

    private ClassifierDescription() {}

    /**
     * Describes a training.
     *
     * @param origin how the filters came about
     * @param layers in the paper's notation
     * @param form the form of an image
     * @param training the images to learn from
     * @param validation the images to check with
     * @param settings epochs and minutes are left out: a training may go on for longer than it was meant to
     * @return the entries of the checkpoint's metadata, called as the command calls its parameters
     */
    static Map<String, String> of(
            String origin,
            String layers,
            ImageForm form,
            LabelledImages training,
            LabelledImages validation,
            SoftmaxSettings settings) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("images", images(training));
        entries.put("classes", training.classes().toString());
        entries.put("validation", images(validation));
        entries.put("architecture", layers);
        entries.put("filters", origin);
        entries.put("size", form.shape().toString());
        entries.put("fit", form.fit().toString());
        entries.put("range", form.range().toString());
        entries.put("dropout", "" + settings.dropout());
        entries.put("batch", "" + settings.batch());
        entries.put("rate", "" + settings.rate());
        entries.put("decay", "" + settings.decay());
        entries.put("seed", "" + settings.seed());
        return entries;
    }

    /** How many images a set has, and a number that changes with their names, sizes and classes. */
    private static String images(LabelledImages set) {
        int hash = 0;
        for (int image : set.chosen())
            hash = 31 * hash
                    + 7 * set.source().name(image).hashCode()
                    + 11 * Long.hashCode(set.source().bytes(image))
                    + set.labels().get(image);
        return set.size() + " images (" + Integer.toHexString(hash) + ")";
    }
}

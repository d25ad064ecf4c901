package sc.fiji.invertibility.classify;

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
     * @return one entry for the checkpoint's metadata
     */
    static Map<String, String> of(
            String origin,
            String layers,
            ImageForm form,
            LabelledImages training,
            LabelledImages validation,
            SoftmaxSettings settings) {
        return Map.of(
                "trained",
                origin + ", " + layers + ", images of " + form.shape() + " (" + form.fit() + ", " + form.range() + "), "
                        + training.classes() + ", " + images(training) + " images, validation " + images(validation)
                        + ", dropout " + settings.dropout() + ", batch " + settings.batch() + ", rate "
                        + settings.rate() + ", decay " + settings.decay() + ", seed " + settings.seed());
    }

    /** How many images a set has, and a number that changes with their names and classes. */
    private static String images(LabelledImages set) {
        int hash = 0;
        for (int image : set.chosen())
            hash = 31 * hash
                    + 7 * set.source().name(image).hashCode()
                    + set.labels().get(image);
        return set.size() + " (" + Integer.toHexString(hash) + ")";
    }
}

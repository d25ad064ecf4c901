package sc.fiji.invertibility.classify;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * A trained classifier: the form and preprocessing of its images, its layers, the average pooling above them, the
 * soft-max, and the names of the classes.
 *
 * @param form the form of an image
 * @param preprocessing from values of 0 to 255 to the input of the first layer
 * @param layers from the image up, batch normalisation included
 * @param average the side of the average pooling's windows in pixels; 1 for none
 * @param top the soft-max on the features
 * @param classes their names, in the order of the soft-max's scores
 * @param origin how the filters came about, for the user
 */
public record Classifier(
        ImageForm form,
        Preprocessing preprocessing,
        List<FilterLayer> layers,
        int average,
        SoftmaxLayer top,
        List<String> classes,
        String origin) {

    /**
     * Checks that the parts fit each other.
     *
     * @param form the form of an image
     * @param preprocessing from values of 0 to 255 to the input of the first layer
     * @param layers from the image up, batch normalisation included
     * @param average the side of the average pooling's windows in pixels; 1 for none
     * @param top the soft-max on the features
     * @param classes their names, in the order of the soft-max's scores
     * @param origin how the filters came about, for the user
     */
    public Classifier {
        layers = List.copyOf(layers);
        classes = List.copyOf(classes);
        if (layers.isEmpty()) throw new IllegalArgumentException("a classifier needs at least one layer");
        if (!preprocessing.mean().isEmpty()
                && preprocessing.mean().size() != form.shape().channels())
            throw new IllegalArgumentException(
                    "the preprocessing of " + preprocessing.mean().size() + " channels does not fit images of "
                            + form.shape().channels());
        long features = features(layers, average, form.shape()).size();
        if (features != top.length())
            throw new IllegalArgumentException("the layers make " + features + " features of an image, but the soft-max"
                    + " takes " + top.length());
        if (classes.size() != top.classes())
            throw new IllegalArgumentException(
                    "there are " + classes.size() + " names for the " + top.classes() + " classes");
    }

    private static Shape features(List<FilterLayer> layers, int average, Shape image) {
        Shape x = image;
        for (FilterLayer layer : layers) x = layer.pooling().pooledShape(x.activations(layer.bank()));
        if (average < 1 || average > x.height() || average > x.width())
            throw new IllegalArgumentException("average pooling of " + average + "×" + average
                    + " pixels does not fit maps of " + x.width() + "×" + x.height());
        return new Shape(x.channels(), x.height() / average, x.width() / average);
    }

    /** {@return the layers in the paper's notation} */
    public String notation() {
        return ClassifierArchitecture.of(layers, average).toString();
    }
}

package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.List;

/**
 * The features of images whose classes are known.
 *
 * @param store the features
 * @param labels the class of each image, from 0
 */
public record LabelledFeatures(FeatureStore store, List<Integer> labels) {

    /**
     * Checks that there are as many labels as features.
     *
     * @param store the features
     * @param labels the class of each image, from 0
     */
    public LabelledFeatures {
        labels = List.copyOf(labels);
        if (store.size() != labels.size())
            throw new IllegalArgumentException(
                    "expected as many labels as the " + store.size() + " images, but got " + labels.size());
    }

    /** {@return how many images there are} */
    public int size() {
        return labels.size();
    }

    /** {@return how many features an image has} */
    public int length() {
        return store.length();
    }

    /**
     * Returns an image's class.
     *
     * @param index the image, from 0
     * @return its class, from 0
     */
    public int label(int index) {
        return labels.get(index);
    }

    /**
     * Reads an image's features.
     *
     * @param index the image, from 0
     * @param values receives them
     * @param from where the first one is put
     * @throws IOException if they cannot be read
     */
    public void read(int index, float[] values, int from) throws IOException {
        store.read(index, values, from);
    }
}

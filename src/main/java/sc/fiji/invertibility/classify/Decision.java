package sc.fiji.invertibility.classify;

/**
 * What a classifier said of an image whose class is known.
 *
 * @param image the image, as its source counts
 * @param label its class, from 0
 * @param given the class of the largest probability, from 0
 * @param probability that of the given class
 * @param ofLabel that of the true class
 */
public record Decision(int image, int label, int given, double probability, double ofLabel) {

    /** {@return whether the given class is the true one} */
    public boolean correct() {
        return label == given;
    }

    static Decision of(int image, int label, double[] probabilities) {
        int given = SoftmaxLayer.largest(probabilities);
        return new Decision(image, label, given, probabilities[given], probabilities[label]);
    }
}

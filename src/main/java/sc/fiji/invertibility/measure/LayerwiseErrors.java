package sc.fiji.invertibility.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One row of table 4: how far the activations of one pooling layer, reconstructed by one iteration, are from the
 * original ones, and how far the images decoded from them are from each other.
 *
 * @param layer pool(i)
 * @param nonzeroPercent the sparsity k of the layer above, in percent; in the paper, if the network lacks its filters
 * @param activation errors of the activations
 * @param image errors of the images decoded from them
 * @param pictures the decoded images
 */
public record LayerwiseErrors(String layer, double nonzeroPercent, Space activation, Space image, Pictures pictures) {

    /**
     * Relative errors in one space.
     *
     * @param learned with the network's own filters; empty if it lacks those of the layer above
     * @param random with Gaussian filters, over seeds
     * @param randomActivations of Gaussian activations instead of reconstructed ones, over seeds
     */
    public record Space(OptionalDouble learned, Moments random, Moments randomActivations) {}

    /**
     * Decoded images, in the network's units, with the axes (x, y, channel); of several random ones, the first.
     *
     * @param original from the layer's own activations
     * @param learned from those reconstructed with learned filters; empty if the network lacks them
     * @param random from those reconstructed with random filters
     * @param randomActivations from random activations
     */
    public record Pictures(
            Img<FloatType> original,
            Optional<Img<FloatType>> learned,
            Img<FloatType> random,
            Img<FloatType> randomActivations) {}
}

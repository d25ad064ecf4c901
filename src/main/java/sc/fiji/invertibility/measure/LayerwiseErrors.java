package sc.fiji.invertibility.measure;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One row of table 4: how far the activations of one pooling layer, reconstructed by one iteration, are from the
 * original ones, and how far the images decoded from them are from each other.
 *
 * @param layer pool(i)
 * @param nonzeroPercent the sparsity k of the layer above, in percent
 * @param activation errors of the activations
 * @param image errors of the images decoded from them
 * @param pictures the images, in the network's units, with the axes (x, y, channel): decoded from the original
 *     activations, from those reconstructed with learned and with random filters, and from random activations; of
 *     several random ones, the first
 */
public record LayerwiseErrors(
        String layer, double nonzeroPercent, Space activation, Space image, List<Img<FloatType>> pictures) {

    /**
     * Relative errors in one space.
     *
     * @param learned with the network's own filters
     * @param random with Gaussian filters, over seeds
     * @param randomActivations of Gaussian activations instead of reconstructed ones, over seeds
     */
    public record Space(double learned, Moments random, Moments randomActivations) {}
}

package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.image.InputImage;

/**
 * What came of one setting on one part of the image.
 *
 * @param settings the setting
 * @param part which part
 * @param original the part itself, as an image of its own
 * @param reconstruction the part brought back, which looks like the original
 * @param errors one slice, the ℓ2 norm over the channels of x̂ − x at each pixel: of a layer in the image's unit, of a
 *     network in parts of its root mean square
 * @param switches the part under an overlay of the share of filters whose kept maximum sits there, if there is pooling
 * @param relativeError ‖x̂ − x‖/‖x‖ of the mean-free part, of a network of its input
 * @param psnr in dB, for the range of the type
 * @param course the relative errors after each iteration, of a network after each layer, from the uppermost down
 */
record Comparison(
        Settings settings,
        Part part,
        InputImage original,
        ImagePlus reconstruction,
        ImagePlus errors,
        Optional<ImagePlus> switches,
        double relativeError,
        double psnr,
        List<Step> course) {

    /**
     * One point on the way.
     *
     * @param name the number of an iteration, or the name of a layer
     * @param relativeError what was left there
     */
    record Step(String name, double relativeError) {}
}

package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.image.InputImage;

/**
 * The result of one setting for one part of the image.
 *
 * @param settings the setting
 * @param part which part
 * @param original the part itself, as an image of its own
 * @param reconstruction the reconstructed part, of the original's type and display range
 * @param errors one slice, the ℓ2 norm over the channels of x̂ − x at each pixel: for a layer in the image's unit, for
 *     a network as a fraction of its root mean square
 * @param switches the part with an overlay: the share of filters whose kept maximum is at each pixel; if there is
 *     pooling
 * @param relativeError ‖x̂ − x‖/‖x‖ of the mean-free part; for a network, of its input
 * @param psnr in dB, for the range of the type
 * @param course the relative errors after each iteration; for a network after each layer, from the uppermost down
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
     * One step of the reconstruction.
     *
     * @param name the number of an iteration, or the name of a layer
     * @param relativeError the error after it
     */
    record Step(String name, double relativeError) {}
}

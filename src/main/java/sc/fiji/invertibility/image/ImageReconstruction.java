package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.Optional;

/**
 * What is left of an image after one layer, or brought back from a layer of a network, as ImageJ's own images and
 * tables.
 *
 * @param reconstruction the image brought back: type, channels, slices, frames, calibration, colours and
 *     display range are those of the input (within its selection, resized for a network if so asked)
 * @param switches a copy of the input under an overlay: for every pixel the share of filters whose kept
 *     maximum sits there; of a network, those of the lowest pooling of blocks, if the way goes through one
 * @param errors one layer: ‖x̂ − x‖₂ over the channels, a slice an iteration, in the unit of the input's
 *     values. A network: a slice a layer from the uppermost down to the image, ‖ĥ − h‖₂ over the channels at each
 *     place, divided by the root mean square of ‖h‖₂ over all places; the root mean square of a layer's errors is
 *     its relative error
 * @param switchstack of one layer, if asked for: for each filter the places of its kept maxima
 * @param summary one layer: a row an iteration with iteration, relative_error, psnr_db, nonzeros, step,
 *     milliseconds. A network: a row a layer with layer, relative_error. If there is more than one plane, also
 *     z and t
 */
public record ImageReconstruction(
        ImagePlus reconstruction,
        Optional<ImagePlus> switches,
        ImagePlus errors,
        Optional<ImagePlus> switchstack,
        ResultsTable summary) {

    /** Writes into the info of each image how it was made, in front of what the source's info says. */
    ImageReconstruction madeBy(Provenance made, ImagePlus source) {
        made.writeTo(reconstruction, source);
        made.writeTo(errors, source);
        switches.ifPresent(image -> made.writeTo(image, source));
        switchstack.ifPresent(image -> made.writeTo(image, source));
        return this;
    }
}

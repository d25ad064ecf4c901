package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.List;
import java.util.Optional;

/**
 * An image reconstructed from one layer, or down from a layer of a network, as ImageJ's own images and tables.
 *
 * @param reconstruction the reconstructed image, with the type, channels, slices, frames, calibration, colours and
 *     display range of the input (within its selection, and resized for a network if that was asked for)
 * @param switches a copy of the input with an overlay: for every pixel, the fraction of filters whose kept maximum is
 *     there; for a network, those of the lowest pooling of blocks, if there is one on the way
 * @param errors for one layer: ‖x̂ − x‖₂ over the channels, one slice per iteration, in the unit of the input's values.
 *     For a network: one slice per layer, from the uppermost down to the image, with ‖ĥ − h‖₂ over the channels at each
 *     position, divided by the root mean square of ‖h‖₂ over all positions; the root mean square of a slice is the
 *     layer's relative error
 * @param switchstack for one layer, if asked for: for each filter, the positions of its kept maxima
 * @param summary for one layer: one row per iteration with iteration, relative_error, psnr_db, nonzeros, step,
 *     milliseconds. For a network: one row per layer with layer, relative_error. If there is more than one plane, also
 *     z and t
 * @param notes what the user should know of the result, a sentence each
 */
public record ImageReconstruction(
        ImagePlus reconstruction,
        Optional<ImagePlus> switches,
        ImagePlus errors,
        Optional<ImagePlus> switchstack,
        ResultsTable summary,
        List<String> notes) {

    /**
     * Copies the notes.
     *
     * @param reconstruction the reconstructed image
     * @param switches a copy of the input with an overlay
     * @param errors the errors
     * @param switchstack if asked for: for each filter, the positions of its kept maxima
     * @param summary the table
     * @param notes what the user should know of the result
     */
    public ImageReconstruction {
        notes = List.copyOf(notes);
    }

    /** Adds to the info of each image how it was made, in front of the source's info. */
    ImageReconstruction madeBy(Provenance made, ImagePlus source) {
        made.writeTo(reconstruction, source);
        made.writeTo(errors, source);
        switches.ifPresent(image -> made.writeTo(image, source));
        switchstack.ifPresent(image -> made.writeTo(image, source));
        return this;
    }
}

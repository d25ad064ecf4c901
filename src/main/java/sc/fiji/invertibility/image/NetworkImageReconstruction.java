package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.Optional;

/**
 * An image brought back through a network, as ImageJ's own images and tables, all of the size of the
 * resized input.
 *
 * @param reconstruction the image brought back: type, calibration, slices, frames and colours are those of
 *     the input
 * @param switches where the way goes through a pooling of blocks, a copy of the input under an overlay: for
 *     every pixel the share of filters whose maximum, if above zero, the lowest pooling found there
 * @param errors a slice a layer from the uppermost down to the image: ‖ĥ − h‖₂ over the channels at each
 *     place, divided by the root mean square of ‖h‖₂ over all places; the root mean square of a layer's
 *     errors is its relative error
 * @param summary a row a layer: layer, relative_error; if there is more than one plane also z and t
 */
public record NetworkImageReconstruction(
        ImagePlus reconstruction, Optional<ImagePlus> switches, ImagePlus errors, ResultsTable summary) {}

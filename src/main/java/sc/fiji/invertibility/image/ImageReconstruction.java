package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.util.Optional;

/**
 * What is left of an image after one layer, as ImageJ's own images and tables.
 *
 * @param reconstruction the image brought back: size, channels, slices, frames, calibration, colours and
 *     display range are those of the input (within its selection)
 * @param switches a copy of the input under an overlay: for every pixel the share of filters whose kept
 *     maximum sits there
 * @param errors ‖x̂ − x‖₂ over the channels, a slice an iteration, in the unit of the input's values
 * @param switchstack if asked for, for each filter the places of its kept maxima
 * @param summary a row an iteration: iteration, relative_error, psnr_db, nonzeros, step, milliseconds; if
 *     there is more than one plane also z and t
 */
public record ImageReconstruction(
        ImagePlus reconstruction,
        ImagePlus switches,
        ImagePlus errors,
        Optional<ImagePlus> switchstack,
        ResultsTable summary) {}

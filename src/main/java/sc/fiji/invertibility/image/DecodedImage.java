package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/**
 * What a decoding network makes of an image's activations, as ImageJ's own images and tables.
 *
 * @param decoded the decoded image, with the type, channels, slices, frames, calibration, colours and display range of
 *     the input (within its selection, and resized for the network if that was asked for); for several kinds of
 *     activations an RGB montage of each plane, the original first
 * @param errors ‖x̂ − x‖₂ over the channels of every pixel, in the unit of the input's values, one slice for each kind
 *     of activations
 * @param table one row for each kind of activations and plane with source, activation_error, image_error, psnr_db,
 *     ssim; if there is more than one plane, also z and t
 */
public record DecodedImage(ImagePlus decoded, ImagePlus errors, ResultsTable table) {}

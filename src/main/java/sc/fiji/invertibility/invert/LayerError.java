package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * How well one layer's output was reconstructed on the way down.
 *
 * @param layer the layer's name, or {@code image} for the input of the network
 * @param relativeError ‖ĥ − h‖₂ / ‖h‖₂
 * @param errors ‖ĥ − h‖₂ over the channels, for each position (x, y) of the layer's output
 */
public record LayerError(String layer, double relativeError, Img<FloatType> errors) {}

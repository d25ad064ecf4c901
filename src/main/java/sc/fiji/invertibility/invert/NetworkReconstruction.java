package sc.fiji.invertibility.invert;

import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An input reconstructed through a network.
 *
 * @param image x̂ as the network takes it (preprocessed), with the axes (x, y, channel)
 * @param layers errors from the uppermost layer down; the last is that of the image itself
 * @param objective for the gradient method, the minimised objective, one value per step; else empty
 */
public record NetworkReconstruction(Img<FloatType> image, List<LayerError> layers, List<Double> objective) {}

package sc.fiji.invertibility.train;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An image to learn from.
 *
 * @param name where it is from, for messages
 * @param image with the axes (x, y, channel), values as the source defines them
 * @param label the number of its class, from 0 on; 0 if there are no classes
 */
public record Example(String name, Img<FloatType> image, int label) {}

package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.awt.Rectangle;

/** A rectangle of one plane as an image of its own: small enough to work on at once, and like the whole to look at. */
final class Excerpt {

    private Excerpt() {}

    /** The rectangle as it is. */
    static InputImage of(InputImage input, int z, int t, Rectangle rectangle) {
        if (rectangle.isEmpty() || !input.region().contains(rectangle))
            throw new IllegalArgumentException(
                    "expected a rectangle within " + input.region() + ", but got " + rectangle);
        ImagePlus copy = plane(input, z, t, rectangle, rectangle.width, rectangle.height);
        copy.setCalibration(InputAppearance.calibration(input, rectangle));
        return InputImage.of(copy);
    }

    /** The whole worked rectangle in at most so many pixels a side: no full copy of a large image is made. */
    static ImagePlus small(InputImage input, int z, int t, int longest) {
        double scale = Math.min(1, longest / (double) Math.max(input.width(), input.height()));
        int width = (int) Math.max(1, Math.round(scale * input.width()));
        int height = (int) Math.max(1, Math.round(scale * input.height()));
        return plane(input, z, t, input.region(), width, height);
    }

    private static ImagePlus plane(InputImage input, int z, int t, Rectangle rectangle, int width, int height) {
        ImagePlus image = input.image();
        ImageStack stack = new ImageStack(width, height);
        for (int c = 1; c <= image.getNChannels(); c++) {
            ImageProcessor slice = image.getStack().getProcessor(image.getStackIndex(c, z, t));
            slice.setRoi(rectangle);
            boolean whole = width == rectangle.width && height == rectangle.height;
            stack.addSlice(whole ? slice.crop() : slice.resize(width, height));
        }
        ImagePlus copy = new ImagePlus(image.getTitle(), stack);
        copy.setDimensions(image.getNChannels(), 1, 1);
        ImagePlus result = InputAppearance.coloured(copy, input);
        if (result.isComposite()) result.setC(image.getC());
        return result;
    }
}

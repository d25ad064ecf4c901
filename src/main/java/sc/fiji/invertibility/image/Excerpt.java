package sc.fiji.invertibility.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Rectangle;

/** A rectangle of one plane as an image of its own: small enough to work on at once, and like the whole to look at. */
final class Excerpt {

    private Excerpt() {}

    static InputImage of(InputImage input, int z, int t, Rectangle rectangle) {
        if (rectangle.isEmpty() || !input.region().contains(rectangle))
            throw new IllegalArgumentException(
                    "expected a rectangle within " + input.region() + ", but got " + rectangle);
        ImagePlus image = input.image();
        ImageStack stack = new ImageStack(rectangle.width, rectangle.height);
        for (int c = 1; c <= image.getNChannels(); c++) {
            ImageProcessor slice = image.getStack().getProcessor(image.getStackIndex(c, z, t));
            slice.setRoi(rectangle);
            stack.addSlice(slice.crop());
        }
        ImagePlus copy = new ImagePlus(image.getTitle(), stack);
        copy.setDimensions(image.getNChannels(), 1, 1);
        Calibration calibration = image.getCalibration().copy();
        calibration.xOrigin -= rectangle.x;
        calibration.yOrigin -= rectangle.y;
        copy.setCalibration(calibration);
        return InputImage.of(coloured(copy, image));
    }

    private static ImagePlus coloured(ImagePlus copy, ImagePlus image) {
        if (image.getType() == ImagePlus.COLOR_RGB) return copy;
        if (image.isComposite()) {
            CompositeImage composite = new CompositeImage(copy, ((CompositeImage) image).getMode());
            composite.setLuts(image.getLuts());
            composite.setC(image.getC());
            return composite;
        }
        LUT lut = image.getProcessor().getLut();
        if (lut != null) copy.setLut(lut);
        copy.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        return copy;
    }
}

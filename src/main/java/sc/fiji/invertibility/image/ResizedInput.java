package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import sc.fiji.invertibility.network.ImageNetResize;

/** An image as a network sees it after resizing; results of that size are given its appearance. */
final class ResizedInput {

    private ResizedInput() {}

    /** The image itself, or a resized copy of the rectangle that is worked on, of the same type and calibrated. */
    static InputImage of(InputImage input, ImageNetResize resize) {
        if (resize == ImageNetResize.NONE) return input;
        int w = input.width(), h = input.height();
        int left = (int) resize.left(w, h), top = (int) resize.top(w, h);
        double pixel = resize.pixelSize(w, h);
        ImagePlus copy = InputAppearance.copy(input, input.image().getTitle());
        ImageStack stack = new ImageStack((int) resize.width(w, h), (int) resize.height(w, h));
        for (int i = 1; i <= copy.getStackSize(); i++) {
            ImageProcessor slice = copy.getStack().getProcessor(i);
            slice.setInterpolationMethod(ImageProcessor.BILINEAR);
            if (pixel != 1) slice = slice.resize(scaled(w, pixel), scaled(h, pixel), true);
            slice.setRoi(left, top, stack.getWidth(), stack.getHeight());
            stack.addSlice(InputAppearance.label(input, i), slice.crop());
        }
        ImagePlus resized = InputAppearance.dressed(InputAppearance.labelled(copy.getTitle(), stack), input);
        Calibration calibration = InputAppearance.calibration(input);
        new FeatureGrid((left + 0.5) * pixel - 0.5, (top + 0.5) * pixel - 0.5, pixel).applyTo(calibration);
        resized.setCalibration(calibration);
        return InputImage.of(resized);
    }

    /** In whole pixels; a tiny amount is added, so that an integral quotient stays the same. */
    private static int scaled(int side, double pixel) {
        return (int) (side / pixel + 1e-9);
    }
}

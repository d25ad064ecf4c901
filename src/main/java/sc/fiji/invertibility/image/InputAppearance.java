package sc.fiji.invertibility.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import java.awt.Rectangle;

/** Gives a new stack the appearance of its input: calibration, dimensions, colours, display range. */
final class InputAppearance {

    private InputAppearance() {}

    /** An image of these slices; ImageJ forgets the label of a single slice, unless it is set again. */
    static ImagePlus labelled(String title, ImageStack stack) {
        ImagePlus image = new ImagePlus(title, stack);
        if (stack.size() == 1 && stack.getSliceLabel(1) != null) image.setProp("Slice_Label", stack.getSliceLabel(1));
        return image;
    }

    /** The label of one of the input's slices, or null. ImageJ gives an unlabelled single slice the image's info. */
    static String label(InputImage input, int slice) {
        ImagePlus image = input.image();
        String label = image.getStack().getSliceLabel(slice);
        boolean info = label != null && label.equals(image.getTitle() + "\n" + image.getProperty("Info"));
        return info ? null : label;
    }

    /** The input's own pixels, as a copy, cropped to the rectangle that is worked on. */
    static ImagePlus copy(InputImage input, String title) {
        Rectangle r = input.region();
        ImageStack source = input.image().getStack();
        ImageStack cut = source.crop(r.x, r.y, 0, r.width, r.height, source.size());
        if (source.size() == 1) cut.setSliceLabel(label(input, 1), 1);
        ImagePlus copy = labelled(title, cut);
        copy.setCalibration(calibration(input));
        return dressed(copy, input);
    }

    /** Dimensions, look-up tables and display range of the input, for a stack with as many slices. */
    static ImagePlus dressed(ImagePlus result, InputImage input) {
        ImagePlus image = input.image();
        result.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        result.setOpenAsHyperStack(image.isHyperStack());
        if (input.type() == SampleType.RGB) return opened(result, input);
        if (image.isComposite()) {
            CompositeImage composite = new CompositeImage(result, ((CompositeImage) image).getMode());
            composite.setLuts(image.getLuts());
            return opened(composite, input);
        }
        LUT lut = image.getProcessor().getLut();
        if (lut != null) result.setLut(lut);
        result.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        return opened(result, input);
    }

    /** Shows the slice and frame of a stack that the user sees in the input. */
    static ImagePlus opened(ImagePlus result, InputImage input) {
        int channel = Math.min(input.image().getC(), result.getNChannels());
        if (input.planes() > 1)
            result.setPosition(channel, input.image().getZ(), input.image().getT());
        return result;
    }

    /** The input's calibration, with its origin moved to the rectangle that is worked on. */
    static Calibration calibration(InputImage input) {
        Calibration calibration = input.image().getCalibration().copy();
        Rectangle r = input.region();
        calibration.xOrigin -= r.x;
        calibration.yOrigin -= r.y;
        return calibration;
    }

    /** The same for images that do not hold the input's values: without its table of grey values. */
    static Calibration spatialCalibration(InputImage input) {
        Calibration calibration = calibration(input);
        calibration.setFunction(Calibration.NONE, null, null);
        return calibration;
    }
}

package sc.fiji.invertibility.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.awt.Rectangle;
import java.util.function.UnaryOperator;

/** Gives a new stack the appearance of its input: calibration, dimensions, colours, display range. */
final class InputAppearance {

    private InputAppearance() {}

    /** An image of these slices; ImageJ forgets the label of a single slice, unless it is set again. */
    static ImagePlus labelled(String title, ImageStack stack) {
        ImagePlus image = new ImagePlus(title, stack);
        if (stack.size() == 1 && stack.getSliceLabel(1) != null) image.setProp("Slice_Label", stack.getSliceLabel(1));
        return image;
    }

    /** Several slices for each plane of the input: a stack for a single plane, else the channels of a hyperstack. */
    static ImagePlus labelled(String title, ImageStack stack, InputImage input) {
        ImagePlus image = labelled(title, stack);
        int perPlane = stack.size() / input.planes();
        if (input.planes() == 1) image.setDimensions(1, perPlane, 1);
        else image.setDimensions(perPlane, input.slices(), input.frames());
        image.setOpenAsHyperStack(input.planes() > 1);
        return image;
    }

    /** The label of one of the input's slices, or null. ImageJ gives an unlabelled single slice the image's info. */
    static String label(InputImage input, int slice) {
        ImagePlus image = input.image();
        String label = image.getStack().getSliceLabel(slice);
        boolean info = label != null && label.equals(image.getTitle() + "\n" + image.getProperty("Info"));
        return info ? null : label;
    }

    /** The input's own pixels, as a copy, cut to the worked rectangle. Of a virtual stack, the copy is one, too. */
    static ImagePlus copy(InputImage input, String title) {
        ImageStack cut = changed(input, input.width(), input.height(), slice -> slice);
        ImagePlus copy = labelled(title, cut);
        copy.setCalibration(calibration(input));
        return dressed(copy, input);
    }

    /** All slices of the worked rectangle, changed to a new size; those of a virtual stack when they are asked for. */
    static ImageStack changed(InputImage input, int width, int height, UnaryOperator<ImageProcessor> change) {
        int slices = input.image().getStackSize();
        if (input.isVirtual())
            return new LazyStack(
                    width,
                    height,
                    input.image().getBitDepth(),
                    slices,
                    n -> change.apply(cut(input, n)),
                    n -> label(input, n));
        ImageStack stack = new ImageStack(width, height);
        for (int n = 1; n <= slices; n++) stack.addSlice(label(input, n), change.apply(cut(input, n)));
        return stack;
    }

    private static ImageProcessor cut(InputImage input, int slice) {
        ImageProcessor pixels = input.image().getStack().getProcessor(slice);
        pixels.setRoi(input.region());
        return pixels.crop();
    }

    /** The channels of one plane, in the input's colours. */
    static ImagePlus plane(InputImage input, int z, int t) {
        ImagePlus image = input.image();
        ImageStack channels = new ImageStack(input.width(), input.height());
        for (int c = 1; c <= image.getNChannels(); c++) channels.addSlice(cut(input, image.getStackIndex(c, z, t)));
        return coloured(new ImagePlus(image.getTitle(), channels), input);
    }

    /** Dimensions, look-up tables and display range of the input, for a stack of as many slices. */
    static ImagePlus dressed(ImagePlus result, InputImage input) {
        ImagePlus image = input.image();
        result.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        result.setOpenAsHyperStack(image.isHyperStack());
        return opened(coloured(result, input), input);
    }

    /** Look-up tables and display range of the input. */
    static ImagePlus coloured(ImagePlus result, InputImage input) {
        ImagePlus image = input.image();
        if (input.type() == SampleType.RGB) return result;
        if (image.isComposite()) {
            CompositeImage composite = new CompositeImage(result, ((CompositeImage) image).getMode());
            composite.setLuts(image.getLuts());
            return composite;
        }
        LUT lut = image.getProcessor().getLut();
        if (lut != null) result.setLut(lut);
        result.setDisplayRange(image.getDisplayRangeMin(), image.getDisplayRangeMax());
        return result;
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
        return calibration(input, input.region());
    }

    /** The same for another rectangle. */
    static Calibration calibration(InputImage input, Rectangle rectangle) {
        Calibration calibration = input.image().getCalibration().copy();
        calibration.xOrigin -= rectangle.x;
        calibration.yOrigin -= rectangle.y;
        return calibration;
    }

    /** The same for images that do not hold the input's values: without its table of grey values. */
    static Calibration spatialCalibration(InputImage input) {
        Calibration calibration = calibration(input);
        calibration.setFunction(Calibration.NONE, null, null);
        return calibration;
    }
}

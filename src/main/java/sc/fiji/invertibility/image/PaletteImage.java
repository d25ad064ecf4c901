package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/**
 * Images whose pixels are the numbers of colours, as many GIF and PNG files have them: neighbouring numbers are not
 * similar colours, so that they cannot be filtered. A look-up table from dark to bright, as microscopes give, is none.
 */
final class PaletteImage {

    private PaletteImage() {}

    /** Whether an image is one. */
    static boolean is(ImagePlus image) {
        if (image.getBitDepth() != 8 || image.isComposite()) return false;
        ImageProcessor pixels = image.getProcessor();
        return pixels.isColorLut() && !pixels.isPseudoColorLut();
    }

    /** An RGB image with the same colours, selection, calibration and info. */
    static ImagePlus toRgb(ImagePlus image) {
        ImageStack source = image.getStack(), colours = new ImageStack(image.getWidth(), image.getHeight());
        for (int i = 1; i <= source.size(); i++)
            colours.addSlice(source.getSliceLabel(i), source.getProcessor(i).convertToRGB());
        ImagePlus result = new ImagePlus(image.getTitle(), colours);
        result.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
        result.setOpenAsHyperStack(image.isHyperStack());
        result.setCalibration(image.getCalibration().copy());
        result.setRoi(image.getRoi());
        PlanePosition.shown(image).show(result);
        Object info = image.getProperty("Info");
        if (info != null) result.setProperty("Info", info);
        return result;
    }
}

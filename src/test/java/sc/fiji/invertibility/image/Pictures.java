package sc.fiji.invertibility.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Color;
import java.util.Random;

/** Small images of every type, all with something in them to lose: values at the ends, calibration, colours. */
public final class Pictures {

    private Pictures() {}

    /**
     * Random pixels, the type's smallest and largest value among them.
     *
     * @param bits 8, 16, 24 or 32
     * @param width in pixels
     * @param height in pixels
     * @return a calibrated image
     */
    public static ImagePlus noise(int bits, int width, int height) {
        return calibrated(new ImagePlus("noise.tif", slice(bits, width, height, bits)));
    }

    /**
     * A hyperstack of random pixels.
     *
     * @param bits 8, 16, 24 or 32
     * @param channels its channels
     * @param slices its z positions
     * @param frames its time points
     * @return a calibrated image, composite if it has several channels
     */
    public static ImagePlus hyperstack(int bits, int channels, int slices, int frames) {
        ImageStack stack = new ImageStack(17, 13);
        for (int i = 0; i < channels * slices * frames; i++) stack.addSlice("label " + i, slice(bits, 17, 13, i));
        ImagePlus image = new ImagePlus("stack.tif", stack);
        image.setDimensions(channels, slices, frames);
        image.setOpenAsHyperStack(true);
        if (channels > 1) {
            CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
            LUT[] luts = new LUT[channels];
            for (int c = 0; c < channels; c++) {
                luts[c] = LUT.createLutFromColor(new Color(40 * c, 255, 20 + c));
                luts[c].min = 3 + c;
                luts[c].max = 90 + c;
            }
            composite.setLuts(luts);
            image = composite;
        }
        return calibrated(image);
    }

    static ImagePlus calibrated(ImagePlus image) {
        Calibration calibration = image.getCalibration();
        calibration.pixelWidth = 0.25;
        calibration.pixelHeight = 0.5;
        calibration.pixelDepth = 2;
        calibration.xOrigin = 10;
        calibration.yOrigin = 4;
        calibration.frameInterval = 7;
        calibration.setUnit("µm");
        return image;
    }

    private static ImageProcessor slice(int bits, int width, int height, long seed) {
        Random random = new Random(seed);
        ImageProcessor slice = switch (bits) {
            case 8 -> new ByteProcessor(width, height);
            case 16 -> new ShortProcessor(width, height);
            case 24 -> new ColorProcessor(width, height);
            default -> new FloatProcessor(width, height);
        };
        for (int i = 0; i < width * height; i++) {
            if (bits == 32) slice.setf(i, 1000 * random.nextFloat() - 300);
            else slice.set(i, random.nextInt(1 << bits));
        }
        if (bits != 32) {
            slice.set(0, 0);
            slice.set(width * height - 1, (1 << bits) - 1);
        }
        return slice;
    }
}

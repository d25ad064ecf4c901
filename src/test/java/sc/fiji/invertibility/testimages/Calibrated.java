package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import ij.measure.Calibration;

/** Gives an image its pixel size. */
final class Calibrated {
    private Calibrated() {}

    static ImagePlus micrometres(ImagePlus image, double pixel, double depth) {
        Calibration calibration = image.getCalibration();
        calibration.setUnit("µm");
        calibration.pixelWidth = pixel;
        calibration.pixelHeight = pixel;
        calibration.pixelDepth = depth;
        return image;
    }
}

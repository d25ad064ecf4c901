package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first thing in which two images differ: pixels, dimensions, calibration, slice labels, LUTs, display ranges. Files are not
 * compared byte by byte, since ImageJ writes its version into a TIFF, and PNG compression varies with zlib.
 */
final class Difference {
    private Difference() {}

    static Optional<String> between(ImagePlus one, ImagePlus other) {
        if (!Arrays.equals(one.getDimensions(), other.getDimensions()) || one.getType() != other.getType())
            return Optional.of("size or type");
        if (!same(one.getCalibration(), other.getCalibration())) return Optional.of("calibration");
        for (int slice = 1; slice <= one.getStackSize(); slice++) {
            if (!Arrays.equals(pixels(one, slice), pixels(other, slice)))
                return Optional.of("pixels of slice " + slice);
            String label = String.valueOf(one.getStack().getSliceLabel(slice));
            if (!label.equals(String.valueOf(other.getStack().getSliceLabel(slice))))
                return Optional.of("label of slice " + slice);
        }
        if (one.getType() == ImagePlus.COLOR_RGB) return Optional.empty();
        LUT[] tables = one.getLuts();
        LUT[] otherTables = other.getLuts();
        if (tables.length != otherTables.length) return Optional.of("number of LUTs");
        for (int channel = 0; channel < tables.length; channel++) {
            if (!Arrays.equals(tables[channel].getBytes(), otherTables[channel].getBytes()))
                return Optional.of("LUT of channel " + (channel + 1));
            if (tables[channel].min != otherTables[channel].min || tables[channel].max != otherTables[channel].max)
                return Optional.of("display range of channel " + (channel + 1));
        }
        return Optional.empty();
    }

    /** TIFF keeps pixels per unit as a fraction of 1,000,000, so a pixel size comes back to about six digits. */
    private static boolean same(Calibration one, Calibration other) {
        return one.getUnit().equals(other.getUnit())
                && Math.abs(one.pixelWidth / other.pixelWidth - 1) < 1e-6
                && Math.abs(one.pixelHeight / other.pixelHeight - 1) < 1e-6
                && Math.abs(one.pixelDepth / other.pixelDepth - 1) < 1e-6;
    }

    /** Integer pixels of any type. */
    private static int[] pixels(ImagePlus image, int slice) {
        ImageProcessor processor = image.getStack().getProcessor(slice);
        // The unused byte of an RGB pixel is what the reader of a file leaves there.
        int mask = processor instanceof ColorProcessor ? 0xFFFFFF : -1;
        int[] values = new int[processor.getPixelCount()];
        for (int i = 0; i < values.length; i++) values[i] = processor.get(i) & mask;
        return values;
    }
}

package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import sc.fiji.invertibility.image.InputImage;

/** The peak signal-to-noise ratio of a reconstructed image, for the range of its type. */
final class Psnr {

    private Psnr() {}

    /**
     * Compares pixel by pixel.
     *
     * @param reconstruction an image of the original's size and type
     * @param original one plane
     * @return the ratio in dB; +∞ for equal images
     */
    static double of(ImagePlus reconstruction, InputImage original) {
        double squares = 0;
        long samples = 0;
        for (int c = 1; c <= original.image().getStackSize(); c++) {
            ImageProcessor a = reconstruction.getStack().getProcessor(c);
            ImageProcessor b = original.image().getStack().getProcessor(c);
            int parts = a instanceof ColorProcessor ? 3 : 1;
            for (int i = 0; i < a.getPixelCount(); i++)
                for (int part = 0; part < parts; part++) {
                    double difference = parts == 1
                            ? a.getf(i) - b.getf(i)
                            : (a.get(i) >> 8 * part & 255) - (b.get(i) >> 8 * part & 255);
                    squares += difference * difference;
                }
            samples += (long) parts * a.getPixelCount();
        }
        double span = original.range().span();
        return 10 * Math.log10(span * span * samples / squares);
    }
}

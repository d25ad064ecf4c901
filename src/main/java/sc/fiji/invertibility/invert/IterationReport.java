package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The measurements of one iteration, made on the scaled reconstruction.
 *
 * @param iteration its number, from 1
 * @param relativeError ‖x̂ − x‖₂ / ‖x‖₂; 0 for an input that is zero and reconstructed as such
 * @param psnr peak signal-to-noise ratio in dB for a peak of 1, the range of x before its mean was removed; +∞ for a
 *     perfect reconstruction
 * @param nonzeros ‖ẑ‖₀
 * @param step the step μ that was taken
 * @param milliseconds wall time since the iteration began
 * @param errors ‖x̂ − x‖₂ over the channels, for each pixel (x, y)
 */
public record IterationReport(
        int iteration,
        double relativeError,
        double psnr,
        long nonzeros,
        double step,
        double milliseconds,
        Img<FloatType> errors) {}

package sc.fiji.invertibility.measure;

import net.imglib2.parallel.Parallelization;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The frame bounds of a filter bank: the largest A and the smallest B with A‖x‖² ≤ ‖Wx‖² ≤ B‖x‖² for all images x.
 * Where A is 0, some images have no activations at all. They tell what can be reconstructed from all activations,
 * before pooling drops any: x̂ = 2/(A + B) · WᵀWx has at most the relative error (B − A)/(B + A).
 *
 * <p>Borders are ignored: the images are periodic. For each frequency, and those that the stride t maps to the same
 * one, WᵀW is a matrix of Mt²×Mt² (Vetterli, Kovačević and Goyal, "Foundations of Signal Processing", 2014), whose
 * smallest and largest eigenvalue are taken.
 *
 * @param lower A ≥ 0
 * @param upper B ≥ A
 */
public record FrameBounds(double lower, double upper) {

    /** The largest Mt² that is measured; the time grows with its third power. */
    private static final int LARGEST = 64;
    /** The smallest side of the periodic images, and how many times the filters' size it is at least. */
    private static final int SIDE = 32, SIZES = 4;

    /**
     * Measures a bank, on as many threads as ImgLib2's {@link Parallelization} allows: on a grid of frequencies, as
     * periodic images of at least 32 pixels and four filters have, and between its points from those that are most
     * extreme. A local search proves nothing: A may be a little smaller than what is found, and B larger.
     *
     * @param bank W; its padding does not matter
     * @param monitor receives the progress
     * @return the bounds found
     * @throws IllegalArgumentException if M channels and the stride t make Mt² larger than 64
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public static FrameBounds of(FilterBank bank, Monitor monitor) {
        int t = bank.stride(), size = Math.max(bank.height(), bank.width());
        if ((long) bank.channels() * t * t > LARGEST)
            throw new IllegalArgumentException("frame bounds need channels × stride² of at most " + LARGEST + ", not "
                    + bank.channels() + "×" + t + "²");
        int coarse = (Math.max(SIDE, SIZES * size) + t - 1) / t;
        FrequencyGrid grid = FrequencyGrid.of(new FrequencyResponse(bank), coarse, monitor.part(0, 0.6));
        return grid.betweenItsPoints(monitor.part(0.6, 1));
    }

    /** For periodic images of side×side pixels, a multiple of the stride. */
    static FrameBounds of(FilterBank bank, int side, Monitor monitor) {
        return FrequencyGrid.of(new FrequencyResponse(bank), side / bank.stride(), monitor)
                .bounds();
    }

    /** {@return the smaller A and the larger B of both} */
    FrameBounds around(FrameBounds other) {
        return new FrameBounds(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    /** {@return (B − A)/(B + A), 0 … 1: the largest relative error of 2/(A + B) · WᵀWx; 0 for a tight frame} */
    public double error() {
        return upper == 0 ? 1 : (upper - lower) / (upper + lower);
    }
}

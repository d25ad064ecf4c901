package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.SparseCodeRecovery;

/**
 * The model-RIP over codes that Algorithm 2 recovers from real activations (section 4.4, figure 3 (b) and (c)): the
 * activations are divided into adjacent windows, and each window gives one code. With a penalty relative to max |2Wx|,
 * the ratios do not depend on the norm of a window.
 *
 * @param bank W, at unit norm
 * @param x the activations with the axes (x, y, channel)
 * @param side side of a window; where x is smaller, its own width or height is used
 * @param draws the largest number of windows, ≥ 1; if there are more, they are chosen evenly spaced
 * @param recovery Algorithm 2
 */
public record RecoveredRip(
        FilterBank bank, RandomAccessibleInterval<FloatType> x, int side, int draws, SparseCodeRecovery recovery) {

    /**
     * Creates an experiment.
     *
     * @param bank W, at unit norm
     * @param x the activations with the axes (x, y, channel)
     * @param side side of a window; where x is smaller, its own width or height is used
     * @param draws the largest number of windows, ≥ 1; if there are more, they are chosen evenly spaced
     * @param recovery Algorithm 2
     */
    public RecoveredRip {
        if (side < 1) throw new IllegalArgumentException("the side of a window must be at least 1, not " + side);
        if (draws < 1) throw new IllegalArgumentException("the number of draws must be at least 1, not " + draws);
        x = Views.zeroMin(x);
    }

    /**
     * Recovers the codes and measures them.
     *
     * @param engine where it runs
     * @param monitor is notified of every window
     * @return the measurements
     * @throws IllegalArgumentException if the bank has a different number of channels than x, a window is smaller than
     *     a filter, or x is zero everywhere
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public RipSamples run(Engine engine, Monitor monitor) {
        List<RandomAccessibleInterval<FloatType>> windows = spread(windows());
        if (windows.isEmpty())
            throw new IllegalArgumentException("the activations are zero everywhere, so there is no code to recover");
        int count = windows.size();
        CodeSource codes = i -> {
            Monitor part = monitor.part((double) i / count, (i + 1.0) / count);
            return SparseCode.of(
                    recovery.recover(engine, bank, windows.get(i), part).z());
        };
        RipSamples samples = new RipSamples();
        new ModelRip(bank, height(), width(), RipExperiment.ITERATED_2D)
                .measure(engine, codes, count, samples, monitor);
        return samples;
    }

    private int width() {
        return (int) Math.min(side, x.dimension(0));
    }

    private int height() {
        return (int) Math.min(side, x.dimension(1));
    }

    /** The windows that lie wholly in x and are not all zeros, row by row. */
    private List<RandomAccessibleInterval<FloatType>> windows() {
        int width = width(), height = height();
        List<RandomAccessibleInterval<FloatType>> windows = new ArrayList<>();
        for (long top = 0; top + height <= x.dimension(1); top += height)
            for (long left = 0; left + width <= x.dimension(0); left += width) {
                RandomAccessibleInterval<FloatType> window = Views.zeroMin(
                        Views.interval(x, FinalInterval.createMinSize(left, top, 0, width, height, x.dimension(2))));
                if (!zero(window)) windows.add(window);
            }
        return windows;
    }

    private List<RandomAccessibleInterval<FloatType>> spread(List<RandomAccessibleInterval<FloatType>> all) {
        if (all.size() <= draws) return all;
        List<RandomAccessibleInterval<FloatType>> some = new ArrayList<>();
        for (long i = 0; i < draws; i++) some.add(all.get((int) (i * all.size() / draws)));
        return some;
    }

    private static boolean zero(RandomAccessibleInterval<FloatType> window) {
        for (FloatType value : window) if (value.get() != 0) return false;
        return true;
    }
}

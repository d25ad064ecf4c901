package sc.fiji.invertibility.compute;

import sc.fiji.invertibility.filters.StridedWindow;

/**
 * Max pooling: the windows, and which of their values wins. Ties go to the first position in row-major order.
 *
 * @param window side of the square window in pixels, ≥ 1
 * @param stride distance between windows in pixels, 1 … window
 * @param partial whether windows that extend beyond the lower or right border count (cut off there)
 * @param selection which value of a window wins
 */
public record Pooling(int window, int stride, boolean partial, Selection selection) {

    /** Which value of a window wins. */
    public enum Selection {
        /** The value of largest magnitude, sign kept: the sparsity model without an activation function. */
        LARGEST_MAGNITUDE,
        /** The largest value: ordinary max pooling. */
        LARGEST,
        /** The largest value after rectification; 0 if none is positive. */
        LARGEST_RECTIFIED
    }

    /**
     * Creates a pooling.
     *
     * @param window side of the square window in pixels, ≥ 1
     * @param stride distance between windows in pixels, 1 … window
     * @param partial whether windows cut off by the lower or right border count
     * @param selection which value of a window wins
     */
    public Pooling {
        if (window < 1) throw new IllegalArgumentException("a pooling window is at least 1 pixel wide, not " + window);
        if (stride < 1 || stride > window)
            throw new IllegalArgumentException(
                    "windows of " + window + " pixels need a stride of 1 to " + window + ", not " + stride);
    }

    /**
     * The blocks of the sparsity model M(h, k): s×s, side by side, the last ones possibly partial.
     *
     * @param size s ≥ 1 in pixels
     * @param selection which value of a block wins
     * @return the pooling
     */
    public static Pooling blocks(int size, Selection selection) {
        return new Pooling(size, size, true, selection);
    }

    /**
     * Returns the size after pooling. A network's pooling (not partial) needs whole windows; partial pooling covers
     * every pixel, but has no window that starts beyond the border.
     *
     * @param activations the size before pooling
     * @return the size after pooling
     * @throws IllegalArgumentException if partial windows do not count and not even one whole window fits
     */
    public Shape pooledShape(Shape activations) {
        return new Shape(activations.channels(), units(activations.height()), units(activations.width()));
    }

    /** {@return whether windows neither overlap nor leave gaps, so that each position lies in at most one} */
    public boolean disjoint() {
        return stride == window;
    }

    /**
     * Returns whether the windows of a map are 2×2, side by side and whole, for which engines have faster methods.
     *
     * @param activations the size before pooling
     * @return whether they are
     */
    public boolean pairs(Shape activations) {
        return window == 2 && stride == 2 && activations.height() % 2 == 0 && activations.width() % 2 == 0;
    }

    /** {@return which pixels along an axis each of the pooled units there is computed from} */
    public StridedWindow windows() {
        return new StridedWindow(window, stride, 0, partial);
    }

    private int units(int length) {
        int units = windows().outputs(length);
        if (units < 1)
            throw new IllegalArgumentException("a pooling window of " + window + " pixels does not fit into " + length);
        return units;
    }
}

package sc.fiji.invertibility.compute;

import sc.fiji.invertibility.filters.StridedWindow;

/**
 * The sum over square windows of a channel, times a factor: average pooling if the factor is 1/s², and its transpose,
 * with a factor of 1, is the repetition of each value in a block.
 *
 * @param window side of the windows in pixels, ≥ 1
 * @param stride distance between windows in pixels, ≥ 1; only whole windows count
 * @param factor what each sum is multiplied by
 */
public record BlockSum(int window, int stride, float factor) {

    /**
     * Checks the sizes.
     *
     * @param window side of the windows in pixels, ≥ 1
     * @param stride distance between windows in pixels, ≥ 1
     * @param factor what each sum is multiplied by
     */
    public BlockSum {
        if (window < 1 || stride < 1)
            throw new IllegalArgumentException(
                    "windows need a side and a stride of at least 1 pixel, not " + window + " and " + stride);
    }

    /**
     * Average pooling.
     *
     * @param window side of the windows in pixels, ≥ 1
     * @param stride distance between windows in pixels, ≥ 1
     * @return the mean over each window
     */
    public static BlockSum average(int window, int stride) {
        return new BlockSum(window, stride, 1f / ((float) window * window));
    }

    /**
     * The sums whose transpose repeats each value.
     *
     * @param times how often, in each direction, ≥ 1
     * @return the sum over each block
     */
    public static BlockSum repetition(int times) {
        return new BlockSum(times, times, 1);
    }

    /**
     * Returns the size of the sums.
     *
     * @param x the size of the map
     * @return the size after summing
     * @throws IllegalArgumentException if no whole window fits
     */
    public Shape output(Shape x) {
        return new Shape(x.channels(), units(x.height()), units(x.width()));
    }

    private int units(int length) {
        int units = new StridedWindow(window, stride, 0, false).outputs(length);
        if (units < 1)
            throw new IllegalArgumentException("a window of " + window + " pixels does not fit into " + length);
        return units;
    }
}

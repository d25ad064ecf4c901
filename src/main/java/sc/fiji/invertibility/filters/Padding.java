package sc.fiji.invertibility.filters;

/**
 * Zero padding of a filter bank's input.
 *
 * @param y rows of zeros added above and below, ≥ 0
 * @param x columns of zeros added left and right, ≥ 0
 */
public record Padding(int y, int x) {

    /** No padding: activations only where the whole filter lies inside the input. */
    public static final Padding VALID = new Padding(0, 0);

    /**
     * Creates a padding.
     *
     * @param y rows of zeros added above and below, ≥ 0
     * @param x columns of zeros added left and right, ≥ 0
     */
    public Padding {
        if (y < 0 || x < 0) throw new IllegalArgumentException("padding must not be negative, it is " + y + ", " + x);
    }

    /**
     * The padding (ℓ−1)/2, which keeps the size of the input at stride 1 for filters of odd size. No symmetric padding
     * does so for an even size: there the output is one pixel smaller.
     *
     * @param height ℓy ≥ 1
     * @param width ℓx ≥ 1
     * @return the padding
     */
    public static Padding same(int height, int width) {
        return new Padding((height - 1) / 2, (width - 1) / 2);
    }

    /**
     * The same padding on all four sides.
     *
     * @param pixels rows and columns of zeros, ≥ 0
     * @return the padding
     */
    public static Padding of(int pixels) {
        return new Padding(pixels, pixels);
    }
}

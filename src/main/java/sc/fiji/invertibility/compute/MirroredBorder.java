package sc.fiji.invertibility.compute;

/**
 * Rows and columns around a map that mirror it; the outermost ones of the map themselves are not repeated.
 *
 * @param width rows and columns on each side, ≥ 1; beyond a map that is too small for them, its mirror image is
 *     mirrored again
 */
public record MirroredBorder(int width) {

    /**
     * Checks the width.
     *
     * @param width rows and columns on each side, ≥ 1
     */
    public MirroredBorder {
        if (width < 1) throw new IllegalArgumentException("a border of at least 1 is needed, not " + width);
    }

    /**
     * Returns the size with the border.
     *
     * @param inner the size of the map within
     * @return the larger size
     */
    public Shape around(Shape inner) {
        return new Shape(inner.channels(), inner.height() + 2 * width, inner.width() + 2 * width);
    }

    /**
     * Returns the size without the border.
     *
     * @param outer the size with the border
     * @return the smaller size
     * @throws IllegalArgumentException if nothing is within
     */
    public Shape within(Shape outer) {
        if (outer.height() <= 2 * width || outer.width() <= 2 * width)
            throw new IllegalArgumentException("a map of " + outer + " has no borders of " + width + " to fold");
        return new Shape(outer.channels(), outer.height() - 2 * width, outer.width() - 2 * width);
    }
}

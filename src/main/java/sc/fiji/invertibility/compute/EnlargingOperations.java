package sc.fiji.invertibility.compute;

/**
 * Maps that grow by what is already in them: mirrored borders and repeated values, which decoding networks need. An
 * engine may keep these defaults, which bring a map to the heap and back. See {@link Engine}.
 */
public interface EnlargingOperations extends GradientOperations {

    /**
     * Surrounds a map with its mirror image; the outermost rows and columns themselves are not repeated.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param border rows and columns that are added on each side, ≥ 1; beyond a map that is too small for them, its
     *     mirror image is mirrored again
     * @return the larger map
     */
    default FeatureMap reflect(Scope scope, FeatureMap x, int border) {
        return Gathering.mirrored(x.shape(), new MirroredBorder(border)).gather(this, scope, x);
    }

    /**
     * The exact transpose of {@link #reflect}: adds what lies in the mirrored border to where it came from.
     *
     * @param scope the owner of the result
     * @param g a map of the size that {@link #reflect} returns
     * @param border the rows and columns that were added on each side, ≥ 1
     * @return the smaller map
     * @throws IllegalArgumentException if the map is no larger than the borders
     */
    default FeatureMap fold(Scope scope, FeatureMap g, int border) {
        MirroredBorder mirrored = new MirroredBorder(border);
        return Gathering.mirrored(mirrored.within(g.shape()), mirrored).scatter(this, scope, g);
    }

    /**
     * Enlarges a map by repeating each value in a square, as nearest-neighbour interpolation does.
     *
     * @param scope the owner of the result
     * @param x a map
     * @param factor the square's side, ≥ 1
     * @param height rows of the result, ≥ 1; those beyond the last square repeat the last row
     * @param width columns of the result, ≥ 1; likewise
     * @return the larger map
     */
    default FeatureMap repeat(Scope scope, FeatureMap x, int factor, int height, int width) {
        if (factor < 1) throw new IllegalArgumentException("a value is repeated at least once, not " + factor);
        boolean whole = height == factor * x.shape().height()
                && width == factor * x.shape().width();
        if (whole) return blockSpread(scope, x, BlockSum.repetition(factor), height, width);
        return Gathering.repeated(x.shape(), factor, height, width).gather(this, scope, x);
    }
}

package sc.fiji.invertibility.image;

/**
 * The range of values that is mapped to 0 … 1 before the model sees an image.
 *
 * @param low the value that becomes 0
 * @param span the difference between the values that become 1 and 0, &gt; 0
 */
public record ValueRange(double low, double span) {

    /**
     * Creates a range.
     *
     * @param low the value that becomes 0
     * @param span the difference between the values that become 1 and 0, &gt; 0
     */
    public ValueRange {
        if (!(span > 0) || !Double.isFinite(low) || !Double.isFinite(span))
            throw new IllegalArgumentException("a range of values needs a positive span, not " + span);
    }

    /**
     * The range from the smallest to the largest value; a constant image keeps its unit, to avoid a division by zero.
     *
     * @param smallest the smallest value
     * @param largest the largest value
     * @return the range
     */
    public static ValueRange between(double smallest, double largest) {
        return new ValueRange(smallest, largest > smallest ? largest - smallest : 1);
    }

    /**
     * Scales a value.
     *
     * @param value a value of the image
     * @return 0 … 1 for values of the range
     */
    public double scaled(double value) {
        return (value - low) / span;
    }

    /**
     * Undoes {@link #scaled}.
     *
     * @param scaled a scaled value
     * @return the value in the image's unit
     */
    public double restored(double scaled) {
        return low + scaled * span;
    }
}

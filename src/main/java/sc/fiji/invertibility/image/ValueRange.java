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
     * The range in which values are looked at: from black for the smallest to white for the largest value. Of values
     * that are all the same, zero is black, as it is beside positive ones; any other one is grey.
     *
     * @param smallest the smallest value
     * @param largest the largest value
     * @return the range, of values that are finite as floats
     */
    public static ValueRange shown(double smallest, double largest) {
        if (smallest == 0 && largest == 0 || !Double.isFinite(smallest) || !Double.isFinite(largest))
            return new ValueRange(0, 1);
        if (largest > smallest) return between(smallest, largest);
        double twice = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, 2 * smallest));
        return between(Math.min(0, twice), Math.max(0, twice));
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

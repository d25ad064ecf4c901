package sc.fiji.invertibility.filters;

/**
 * Consecutive positions along one axis.
 *
 * @param from the first position
 * @param to the position after the last one
 */
public record Span(int from, int to) {

    /** {@return the number of positions} */
    public int length() {
        return to - from;
    }

    /**
     * Returns the positions that lie on an axis.
     *
     * @param length of the axis
     * @return those from 0 to length − 1
     */
    public Span within(int length) {
        return new Span(Math.max(0, from), Math.min(length, to));
    }
}

package sc.fiji.invertibility.sparse;

/** λ, the weight of the ℓ1 norm, absolute or relative. */
public final class Penalty {

    private final double value;
    private final boolean relative;

    private Penalty(double value, boolean relative) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY))
            throw new IllegalArgumentException("λ must be positive, not " + value);
        this.value = value;
        this.relative = relative;
    }

    /**
     * λ itself.
     *
     * @param lambda λ &gt; 0
     * @return the penalty
     */
    public static Penalty absolute(double lambda) {
        return new Penalty(lambda, false);
    }

    /**
     * λ as a fraction of ‖2Wx‖∞, the value above which the code is zero.
     *
     * @param part &gt; 0; below 1 for a code that is not zero
     * @return the penalty
     */
    public static Penalty relative(double part) {
        return new Penalty(part, true);
    }

    double lambda(double steepest) {
        return relative ? value * steepest : value;
    }

    @Override
    public String toString() {
        return relative ? value + "·max|2Wx|" : String.valueOf(value);
    }
}

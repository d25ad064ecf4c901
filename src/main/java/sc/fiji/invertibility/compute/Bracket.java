package sc.fiji.invertibility.compute;

/**
 * An interval of magnitudes, ends included, that is expected to contain the k-th largest.
 *
 * @param lowest its lower end, ≥ 0
 * @param highest its upper end, possibly infinite
 */
public record Bracket(float lowest, float highest) {

    /**
     * Creates a bracket.
     *
     * @param lowest the lower end, ≥ 0
     * @param highest the upper end, possibly infinite
     */
    public Bracket {
        if (!(lowest >= 0 && lowest <= highest))
            throw new IllegalArgumentException(
                    "a bracket of magnitudes must be ascending and not negative, not " + lowest + " … " + highest);
    }

    /**
     * Returns the bracket around a magnitude.
     *
     * @param magnitude the magnitude, ≥ 0
     * @param part the distance of each end from the magnitude, as a fraction of it, 0 … 1
     * @return the bracket
     */
    public static Bracket around(float magnitude, double part) {
        return new Bracket((float) (magnitude * (1 - part)), (float) (magnitude * (1 + part)));
    }

    /**
     * Returns whether a non-zero unit lies within the bracket.
     *
     * @param value the unit's value
     * @return true if the value is not zero and its magnitude lies within
     */
    public boolean contains(float value) {
        float size = Math.abs(value);
        return size >= lowest && size <= highest && size > 0;
    }

    /** {@return the rule that keeps only what lies above the bracket} */
    public Cutoff above() {
        return new Cutoff(highest, -1);
    }
}

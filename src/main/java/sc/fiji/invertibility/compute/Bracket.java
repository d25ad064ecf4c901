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

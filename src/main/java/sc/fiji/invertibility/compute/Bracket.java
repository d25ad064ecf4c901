package sc.fiji.invertibility.compute;

/**
 * Magnitudes between which the k-th largest is believed to lie, ends included.
 *
 * @param lowest the least of them, ≥ 0
 * @param highest the largest of them, possibly infinite
 */
public record Bracket(float lowest, float highest) {

    /**
     * Creates a bracket.
     *
     * @param lowest the least magnitude, ≥ 0
     * @param highest the largest magnitude, possibly infinite
     */
    public Bracket {
        if (!(lowest >= 0 && lowest <= highest))
            throw new IllegalArgumentException(
                    "a bracket of magnitudes is ascending and not negative, not " + lowest + " … " + highest);
    }

    /**
     * The magnitudes around one.
     *
     * @param magnitude the magnitude, ≥ 0
     * @param part how far the ends are from it, as a part of it, 0 … 1
     * @return the bracket
     */
    public static Bracket around(float magnitude, double part) {
        return new Bracket((float) (magnitude * (1 - part)), (float) (magnitude * (1 + part)));
    }

    /**
     * Tells whether a unit that is not zero lies within.
     *
     * @param value the unit's value
     * @return true if it is not zero and its magnitude lies within
     */
    public boolean contains(float value) {
        float size = Math.abs(value);
        return size >= lowest && size <= highest && size > 0;
    }

    /** {@return the rule that keeps what lies above} */
    public Cutoff above() {
        return new Cutoff(highest, -1);
    }
}

package sc.fiji.invertibility.bench;

/**
 * Compares two codes of one map whose values may differ by rounding. If the two largest values of a block, or a unit
 * and the smallest one that is kept, are equal within rounding, both choices are right: such ties are counted. Any
 * other difference makes the error infinite.
 *
 * @param error ‖ours − theirs‖₂/‖theirs‖₂ of the units without a tie
 * @param ties the number of units that were decided differently
 */
record CodeMatch(double error, int ties) {

    /** Relative to the largest magnitude: two values that are closer may come in either order. */
    private static final float ROUNDING = 1e-5f;

    /** Relative to all units: more ties are no accident. */
    private static final double MOST_TIES = 1e-5;

    static CodeMatch of(PeerCode ours, PeerCode theirs) {
        float largest = 0, least = Float.POSITIVE_INFINITY;
        for (float value : theirs.values()) {
            largest = Math.max(largest, Math.abs(value));
            if (value != 0) least = Math.min(least, Math.abs(value));
        }
        float rounding = ROUNDING * largest;
        double difference = 0, norm = 0;
        int ties = 0;
        for (int i = 0; i < theirs.values().length; i++) {
            float a = ours.values()[i], b = theirs.values()[i];
            boolean apart = (a == 0) != (b == 0);
            if (apart || b != 0 && ours.places()[i] != theirs.places()[i]) {
                float distance = Math.abs(Math.abs(a) - Math.abs(b));
                if (apart) distance = Math.abs(distance - least);
                if (!(distance <= rounding)) return new CodeMatch(Double.POSITIVE_INFINITY, ties);
                ties++;
            } else {
                difference += ((double) a - b) * ((double) a - b);
                norm += (double) b * b;
            }
        }
        boolean tooMany = ties > Math.max(1, MOST_TIES * theirs.values().length);
        return new CodeMatch(tooMany || norm == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(difference / norm), ties);
    }
}

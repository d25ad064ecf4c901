package sc.fiji.invertibility.image;

/**
 * The range of a colour bar for fractions, which are counted in {@value #LEVELS} levels: from 0 to a round percentage.
 *
 * @param topPercent where the bar ends
 * @param clipped whether there are larger fractions, too few to spend colours on
 */
record PercentScale(int topPercent, boolean clipped) {

    static final int LEVELS = 255;

    private static final int[] ROUND = {1, 2, 4, 6, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 100};

    /** The fraction of the non-empty pixels that the bar covers. */
    private static final double COVERED = 0.998;

    /** The level of a fraction 0 … 1; rounded up, so that no pixel that a filter keeps counts as empty. */
    static int level(float share) {
        return (int) Math.min(LEVELS, Math.ceil(share * LEVELS));
    }

    /** The position of a level on the bar, 0 … 1. */
    double fraction(int level) {
        return Math.min(1, level * 100.0 / LEVELS / topPercent);
    }

    /** The number of occurrences of each level. */
    static final class Counts {

        private final long[] counts = new long[LEVELS + 1];

        void add(byte[] levels) {
            for (byte level : levels) counts[level & 255]++;
        }

        PercentScale scale() {
            long kept = 0;
            for (int level = 1; level <= LEVELS; level++) kept += counts[level];
            long above = 0;
            int level = LEVELS;
            while (level > 1 && above + counts[level] <= kept * (1 - COVERED)) above += counts[level--];
            // A level stands for the fractions up to it, from the next lower one on.
            double percent = (level - 1) * 100.0 / LEVELS;
            for (int round : ROUND) if (percent < round) return new PercentScale(round, above > 0 && round < 100);
            return new PercentScale(100, false);
        }
    }
}

package sc.fiji.invertibility.compute;

/**
 * Finds the k largest of many values that are seen only through histograms, by radix selection: the bits of the
 * magnitude digit by digit, then, only if equal magnitudes have to be told apart, the bits of the position. Each round
 * goes over all values once, wherever they lie: on a device or in tiles.
 *
 * <pre>
 * RadixSelection largest = RadixSelection.of(k, total);
 * while (!largest.found()) {
 *     long[] counts = largest.emptyHistogram();
 *     for each tile: engine.count(tile, origin, largest.digit(), counts);
 *     largest.accept(counts);
 * }
 * largest.cutoff();
 * </pre>
 */
public final class RadixSelection {

    /** Bits of one digit: 2,048 counters. */
    public static final int DIGIT_BITS = 11;

    private static final int MAGNITUDE_BITS = 31;

    private final int positionBits;
    private long wanted;
    private Digit digit;
    private Cutoff cutoff;
    private float magnitude;

    private RadixSelection(long k, long total, long positions) {
        this.wanted = k;
        this.positionBits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, positions - 1));
        if (k >= total) cutoff = Cutoff.ALL;
        else if (k == 0) cutoff = new Cutoff(Float.POSITIVE_INFINITY, -1);
        else digit = Digit.first(Digit.Key.MAGNITUDE, MAGNITUDE_BITS, 0);
    }

    /**
     * Starts a search.
     *
     * @param k how many units are to be kept, ≥ 0
     * @param total how many units there are
     * @return the search, already finished if k is 0 or all units are kept
     */
    public static RadixSelection of(long k, long total) {
        return among(k, total, total);
    }

    /**
     * Starts a search among some of the units of a map.
     *
     * @param k how many units are to be kept, ≥ 0
     * @param total how many units there are
     * @param positions how many units the map has
     * @return the search, already finished if k is 0 or all units are kept
     */
    public static RadixSelection among(long k, long total, long positions) {
        if (k < 0 || total < 1) throw new IllegalArgumentException("cannot keep " + k + " of " + total + " units");
        if (total > positions)
            throw new IllegalArgumentException("a map of " + positions + " units does not have " + total + " of them");
        return new RadixSelection(k, total, positions);
    }

    /**
     * Starts a search for which the k-th magnitude is already known.
     *
     * @param wanted how many of the units of this magnitude are to be kept, ≥ 1, fewer than there are
     * @param magnitude the k-th magnitude
     * @param positions how many units the map has
     * @return the search, which only compares positions
     */
    public static RadixSelection ofEqual(long wanted, float magnitude, long positions) {
        if (wanted < 1)
            throw new IllegalArgumentException("at least one of several equal units must be kept, not " + wanted);
        RadixSelection largest = new RadixSelection(wanted, wanted + 1, positions);
        largest.sameMagnitude(Float.floatToRawIntBits(magnitude));
        return largest;
    }

    /** {@return whether the cutoff is known} */
    public boolean found() {
        return cutoff != null;
    }

    /** {@return the rule that keeps exactly the k largest units} */
    public Cutoff cutoff() {
        if (!found()) throw new IllegalStateException("the cutoff is not known yet");
        return cutoff;
    }

    /** {@return which bits of which units are to be counted next} */
    public Digit digit() {
        return digit;
    }

    /** {@return counters for one round, all zero} */
    public long[] emptyHistogram() {
        return new long[1 << DIGIT_BITS];
    }

    /**
     * Takes the counts of one round.
     *
     * @param counts how often each value of the {@link #digit()} occurs among the units that match its
     *     prefix
     */
    public void accept(long[] counts) {
        boolean largestFirst = digit.key() == Digit.Key.MAGNITUDE;
        int value = largestFirst ? counts.length - 1 : 0;
        int towards = largestFirst ? -1 : 1;
        while (counts[value] < wanted) {
            wanted -= counts[value];
            value += towards;
        }
        long prefix = digit.prefix() << digit.bits() | value;
        if (digit.shift() > 0) digit = digit.next(prefix);
        else if (!largestFirst) cutoff = new Cutoff(magnitude, prefix);
        else {
            if (counts[value] == wanted) cutoff = new Cutoff(Float.intBitsToFloat((int) prefix), Long.MAX_VALUE);
            else sameMagnitude((int) prefix);
        }
    }

    private void sameMagnitude(int bits) {
        magnitude = Float.intBitsToFloat(bits);
        digit = Digit.first(Digit.Key.POSITION, positionBits, bits);
    }

    /**
     * Which bits are counted in one round: {@code (key >> shift) & (2^bits − 1)} of the units whose higher bits, {@code
     * key >> (shift + bits)}, equal the prefix. The key is the bits of the magnitude as a float, or the position;
     * positions count only among units whose magnitude is the given one.
     *
     * @param key what is compared
     * @param shift bits below the digit
     * @param bits bits of the digit
     * @param prefix the bits above the digit that a unit must have
     * @param magnitudeBits for positions: the bits of the magnitude that a unit must have
     */
    public record Digit(Key key, int shift, int bits, long prefix, int magnitudeBits) {

        /** What is compared. */
        public enum Key {
            /** The bits of the magnitude, which order like the magnitudes themselves. */
            MAGNITUDE,
            /** The row-major position in the whole pooled map. */
            POSITION
        }

        private static Digit first(Key key, int keyBits, int magnitudeBits) {
            int bits = Math.min(DIGIT_BITS, keyBits);
            return new Digit(key, keyBits - bits, bits, 0, magnitudeBits);
        }

        private Digit next(long longerPrefix) {
            int nextBits = Math.min(DIGIT_BITS, shift);
            return new Digit(key, shift - nextBits, nextBits, longerPrefix, magnitudeBits);
        }

        /**
         * Returns the digit of a unit.
         *
         * @param value the unit's value
         * @param position its row-major position in the whole pooled map
         * @return the digit, or −1 if the unit does not count in this round
         */
        public int of(float value, long position) {
            int size = Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
            if (this.key == Key.POSITION && size != magnitudeBits) return -1;
            long bitsOfKey = this.key == Key.MAGNITUDE ? size : position;
            return bitsOfKey >>> shift + bits == prefix ? (int) (bitsOfKey >>> shift & (1 << bits) - 1) : -1;
        }
    }
}

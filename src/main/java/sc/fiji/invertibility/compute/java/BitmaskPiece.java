package sc.fiji.invertibility.compute.java;

import java.util.Arrays;

/**
 * Neighbouring units of one channel of a code, without zeros.
 *
 * @param words one bit per unit, in pairs of words; the value of each non-zero; their switches, four to a word
 * @param count the number of non-zeros
 */
record BitmaskPiece(int[] words, int count) {

    private static final int BYTE = 0xff;

    /**
     * Stores units.
     *
     * @param units the channel's values
     * @param positions their switches
     * @param from the first to be stored
     * @param to the end of those
     * @param least the bits of the smallest magnitude to be stored, ≥ 1
     */
    static BitmaskPiece of(float[] units, float[] positions, int from, int to, int least) {
        long[] masks = new long[masks(from, to)];
        int count = 0;
        for (int word = 0; word < masks.length; word++) {
            int first = from + word * Long.SIZE, end = Math.min(to, first + Long.SIZE);
            long set = 0;
            for (int i = first; i < end; i++) set |= isStored(units[i], least) << i - first;
            masks[word] = set;
            count += Long.bitCount(set);
        }
        int values = 2 * masks.length, switches = values + count;
        int[] words = new int[switches + (count + Integer.BYTES - 1) / Integer.BYTES];
        for (int word = 0, next = 0; word < masks.length; word++) {
            words[2 * word] = (int) masks[word];
            words[2 * word + 1] = (int) (masks[word] >>> Integer.SIZE);
            for (long set = masks[word]; set != 0; set &= set - 1, next++) {
                int unit = from + word * Long.SIZE + Long.numberOfTrailingZeros(set);
                words[values + next] = Float.floatToRawIntBits(units[unit]);
                words[switches + next / Integer.BYTES] |= (int) positions[unit] << shift(next);
            }
        }
        return new BitmaskPiece(words, count);
    }

    private static int masks(int from, int to) {
        return (to - from + Long.SIZE - 1) / Long.SIZE;
    }

    private static int shift(int unit) {
        return unit % Integer.BYTES * Byte.SIZE;
    }

    /** 1, or 0 for a smaller magnitude: the bits of magnitudes order like the magnitudes. */
    private static long isStored(float value, int least) {
        return isStored(Float.floatToRawIntBits(value), least);
    }

    private static long isStored(int bits, int least) {
        return least - 1 - (bits & Integer.MAX_VALUE) >>> 31;
    }

    /** Fills a piece of a channel; units of a smaller magnitude become zero. */
    void restore(float[] units, float[] positions, int from, int to, int least) {
        Arrays.fill(units, from, to, 0);
        Arrays.fill(positions, from, to, 0);
        int masks = masks(from, to), values = 2 * masks, switches = values + count;
        for (int word = 0, next = 0; word < masks; word++) {
            long set = Integer.toUnsignedLong(words[2 * word]) | (long) words[2 * word + 1] << Integer.SIZE;
            for (; set != 0; set &= set - 1, next++) {
                int unit = from + word * Long.SIZE + Long.numberOfTrailingZeros(set), bits = words[values + next];
                units[unit] = isStored(bits, least) == 0 ? 0 : Float.intBitsToFloat(bits);
                positions[unit] = words[switches + next / Integer.BYTES] >>> shift(next) & BYTE;
            }
        }
    }

    long bytes() {
        return (long) words.length * Integer.BYTES;
    }
}

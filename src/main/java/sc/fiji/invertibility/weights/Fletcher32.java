package sc.fiji.invertibility.weights;

import java.util.zip.Checksum;

/**
 * HDF5's checksum of chunks: two sums modulo 65535 over big-endian words of 16 bits, the second of all values
 * of the first. An odd byte at the end counts as the upper half of a word, so that only the last update may
 * be of an odd number of bytes.
 */
final class Fletcher32 implements Checksum {

    private static final int MODULUS = 65_535;
    /** The number of words that can be added before the second sum could overflow. */
    private static final int WORDS = 360;

    private long first;
    private long second;

    /** Whether a stored number is this checksum; HDF5 up to 1.6.2 swapped the bytes of each half. */
    static boolean agrees(long value, long stored) {
        long swapped = (value & 0xff00ff00L) >>> 8 | (value & 0x00ff00ffL) << 8;
        return value == stored || swapped == stored;
    }

    @Override
    public void update(int b) {
        update(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int from = offset; from < end; from += 2 * WORDS) {
            int until = Math.min(end, from + 2 * WORDS);
            for (int i = from; i < until; i += 2) {
                int low = i + 1 < end ? bytes[i + 1] & 0xff : 0;
                first += (bytes[i] & 0xff) << 8 | low;
                second += first;
            }
            first = folded(first);
            second = folded(second);
        }
    }

    /** Modulo 65535, but 65535 itself stays, as in HDF5's own sums. */
    private static long folded(long sum) {
        return sum > MODULUS ? (sum - 1) % MODULUS + 1 : sum;
    }

    @Override
    public long getValue() {
        return second << 16 | first;
    }

    @Override
    public void reset() {
        first = 0;
        second = 0;
    }
}

package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Keeps the k largest units of a whole code, not of a tile: the upper bits of the magnitudes are counted; then what
 * lies below the k-th is set to zero, while the units that share its upper bits are listed; finally, the smallest of
 * these few are set to zero, too.
 */
final class TopK {

    /** Lower bits of a magnitude, which are not counted. */
    private static final int LOWER_BITS = 15;

    /** The same for a small code, for which clearing the counters would take longest. */
    private static final int LOWER_BITS_OF_FEW = 19;

    private static final int FEW = 1 << 17;

    /** Bits of a position; the other bits hold the lower bits of a listed unit's magnitude. */
    private static final int POSITION_BITS = 63 - LOWER_BITS_OF_FEW;

    /** The largest number of units that are listed, 8 bytes each. */
    private static final int MOST = 1 << 20;

    private final MapPieces pieces;

    TopK(MapPieces pieces) {
        this.pieces = pieces;
    }

    /**
     * Sets all but the k largest units to zero; ties go to the first in row-major order.
     *
     * @return false, with the code unchanged, if too many units are nearly alike
     */
    boolean apply(HeapCode z, long k) {
        HeapMap units = z.values();
        if (k >= units.shape().size()) return true;
        int lowerBits = units.shape().size() <= FEW ? LOWER_BITS_OF_FEW : LOWER_BITS;
        long[] counts = pieces.count(
                units,
                1 << 31 - lowerBits,
                (own, channel, from, to) -> count(units.plane(channel), from, to, lowerBits, own));
        int last = counts.length - 1;
        long wanted = k;
        while (counts[last] < wanted) wanted -= counts[last--];
        if (last > 0 && counts[last] > MOST) return false;
        long[] listed = keep(units, last, lowerBits);
        for (int i = (int) Math.min(listed.length, wanted); i < listed.length; i++) {
            long position = listed[i] & (1L << POSITION_BITS) - 1,
                    pixels = units.shape().pixels();
            units.plane((int) (position / pixels))[(int) (position % pixels)] = 0;
        }
        return true;
    }

    private static void count(float[] values, int from, int to, int lowerBits, int[] counts) {
        for (int i = from; i < to; i++) counts[magnitude(values[i]) >>> lowerBits]++;
    }

    /** Sets all units below the magnitudes of one counter to zero, and lists those of that counter, largest first. */
    private long[] keep(HeapMap units, int last, int lowerBits) {
        Queue<long[]> parts = new ConcurrentLinkedQueue<>();
        long pixels = units.shape().pixels();
        pieces.forEach(units, (channel, from, to) -> {
            long[] listed = new long[to - from + 1];
            int found = keep(units.plane(channel), from, to, last, lowerBits, channel * pixels, listed);
            if (found > 0) parts.add(Arrays.copyOf(listed, found));
        });
        return parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static int keep(float[] values, int from, int to, int last, int lowerBits, long before, long[] listed) {
        int found = 0, lower = (1 << lowerBits) - 1;
        for (int i = from; i < to; i++) {
            int magnitude = magnitude(values[i]), below = (magnitude >>> lowerBits) - last;
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(values[i]) & ~(below >> 31));
            if (below == 0 && magnitude != 0)
                listed[found++] = (long) (~magnitude & lower) << POSITION_BITS | before + i;
        }
        return found;
    }

    private static int magnitude(float value) {
        return Float.floatToRawIntBits(value) & Integer.MAX_VALUE;
    }
}

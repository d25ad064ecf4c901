package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * Max pooling and unpooling of rows of whole 2×2 blocks, without branches, which random activations would make
 * unpredictable. Values are compared as integers: the bits of non-negative floats order like the floats.
 */
final class MaxPool2x2 {

    private MaxPool2x2() {}

    /** Whether a code has whole 2×2 blocks. */
    static boolean suits(HeapCode z) {
        return z.pooling().pairs(z.unpooledShape());
    }

    /** Pools a row of blocks, the first line of which begins at an index of the plane. */
    static void pool(float[] plane, int start, HeapCode result, int channel, int row) {
        int width = result.unpooledShape().width(), columns = result.shape().width(), first = row * columns;
        float[] values = result.values().plane(channel),
                switches = result.switches().plane(channel);
        Pooling.Selection selection = result.pooling().selection();
        if (selection == Pooling.Selection.LARGEST) largest(plane, start, width, values, switches, first, columns);
        else if (selection == Pooling.Selection.LARGEST_MAGNITUDE)
            largestMagnitudes(plane, start, width, values, switches, first, columns);
        else largestRectified(plane, start, width, values, switches, first, columns);
    }

    private static void largestMagnitudes(
            float[] plane, int upper, int width, float[] values, float[] switches, int first, int columns) {
        for (int i = 0; i < columns; i++) {
            int at = upper + 2 * i;
            int b0 = bits(plane[at]), b1 = bits(plane[at + 1]);
            int b2 = bits(plane[at + width]), b3 = bits(plane[at + width + 1]);
            int right = less(magnitude(b0), magnitude(b1)), lowerRight = less(magnitude(b2), magnitude(b3));
            int above = select(right, b1, b0), below = select(lowerRight, b3, b2);
            int lower = less(magnitude(above), magnitude(below));
            values[first + i] = Float.intBitsToFloat(select(lower, below, above)) + 0f; // −0 becomes 0
            switches[first + i] = -select(lower, lowerRight - 2, right);
        }
    }

    private static void largestRectified(
            float[] plane, int upper, int width, float[] values, float[] switches, int first, int columns) {
        for (int i = 0; i < columns; i++) {
            int at = upper + 2 * i;
            int b0 = Math.max(0, bits(plane[at])), b1 = Math.max(0, bits(plane[at + 1]));
            int b2 = Math.max(0, bits(plane[at + width])), b3 = Math.max(0, bits(plane[at + width + 1]));
            int right = less(b0, b1), lowerRight = less(b2, b3);
            int above = Math.max(b0, b1), below = Math.max(b2, b3);
            int lower = less(above, below);
            values[first + i] = Float.intBitsToFloat(Math.max(above, below));
            switches[first + i] = -select(lower, lowerRight - 2, right);
        }
    }

    private static void largest(
            float[] plane, int upper, int width, float[] values, float[] switches, int first, int columns) {
        for (int i = 0; i < columns; i++) {
            int at = upper + 2 * i;
            long r0 = rank(plane[at]), r1 = rank(plane[at + 1]);
            long r2 = rank(plane[at + width]), r3 = rank(plane[at + width + 1]);
            int right = less(r0, r1), lowerRight = less(r2, r3);
            long above = Math.max(r0, r1), below = Math.max(r2, r3);
            int lower = less(above, below);
            values[first + i] = Float.intBitsToFloat(ordered((int) Math.max(above, below)));
            switches[first + i] = -select(lower, lowerRight - 2, right);
        }
    }

    /** Adds the units of a row, at their positions, to the two lines of activations. */
    static void unpool(HeapCode z, int channel, int row, Unpooling unpooling, float[] lines) {
        int width = z.unpooledShape().width(), columns = z.shape().width(), first = row * columns;
        int positions = unpooling == Unpooling.SWITCHES ? 3 : 0;
        float[] values = z.values().plane(channel), switches = z.switches().plane(channel);
        for (int i = 0; i < columns; i++) {
            int within = (int) switches[first + i] & positions;
            lines[2 * i + (within & 1) + (within >> 1) * width] += values[first + i];
        }
    }

    /** Counts a row's non-zeros at their switches. */
    static void count(HeapCode z, int channel, int row, float[] counts) {
        int width = z.unpooledShape().width(), columns = z.shape().width(), first = row * columns;
        int start = 2 * row * width;
        float[] values = z.values().plane(channel), switches = z.switches().plane(channel);
        for (int i = 0; i < columns; i++) {
            int within = (int) switches[first + i];
            counts[start + 2 * i + (within & 1) + (within >> 1) * width] -= BranchFreeZeroTest.mask(values[first + i]);
        }
    }

    /** Takes the values of a plane at the positions of a row's non-zeros. */
    static void restrict(float[] plane, HeapCode z, int channel, int row, Unpooling unpooling, float[] restricted) {
        int width = z.unpooledShape().width(), columns = z.shape().width(), first = row * columns;
        int start = 2 * row * width, positions = unpooling == Unpooling.SWITCHES ? 3 : 0;
        float[] values = z.values().plane(channel), switches = z.switches().plane(channel);
        for (int i = 0; i < columns; i++) {
            int within = (int) switches[first + i] & positions;
            float value = plane[start + 2 * i + (within & 1) + (within >> 1) * width];
            restricted[first + i] = BranchFreeZeroTest.unless(~BranchFreeZeroTest.mask(values[first + i]), value);
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static int magnitude(int bits) {
        return bits & Integer.MAX_VALUE;
    }

    /** The rank of a value among all floats. */
    private static int rank(float value) {
        return ordered(bits(value + 0f)); // −0 becomes 0
    }

    /** Negative floats order the other way round; applied twice, this gives the original bits. */
    private static int ordered(int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    /** {@return −1 if a is below b, else 0; their difference must be an integer} */
    private static int less(int a, int b) {
        return a - b >> 31;
    }

    private static int less(long a, long b) {
        return (int) (a - b >> 63);
    }

    private static int select(int mask, int a, int b) {
        return b ^ (a ^ b) & mask;
    }
}

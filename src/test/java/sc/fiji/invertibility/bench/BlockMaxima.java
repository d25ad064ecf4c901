package sc.fiji.invertibility.bench;

/** The largest magnitudes of 2×2 blocks, found without branches, which random values would make unpredictable. */
final class BlockMaxima {

    private BlockMaxima() {}

    /**
     * Pools a row of blocks.
     *
     * @param b two rows of values
     * @param first where the row's results begin
     * @param values takes the values of the largest magnitude
     * @param places takes their places, 0 … 3; of equal ones the first
     */
    static void ofRow(float[] b, int first, float[] values, byte[] places) {
        int width = b.length / 2;
        for (int u = 0; u < width / 2; u++) {
            int b0 = bits(b[2 * u]), b1 = bits(b[2 * u + 1]);
            int b2 = bits(b[2 * u + width]), b3 = bits(b[2 * u + 1 + width]);
            int right = less(b0, b1), lowerRight = less(b2, b3);
            int upper = select(right, b1, b0), lower = select(lowerRight, b3, b2);
            int below = less(upper, lower);
            values[first + u] = Float.intBitsToFloat(select(below, lower, upper));
            places[first + u] = (byte) -select(below, lowerRight - 2, right);
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** {@return −1 if the magnitude of a is below that of b, else 0} */
    private static int less(int a, int b) {
        return (a & Integer.MAX_VALUE) - (b & Integer.MAX_VALUE) >> 31;
    }

    private static int select(int mask, int a, int b) {
        return a & mask | b & ~mask;
    }
}

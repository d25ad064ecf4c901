package sc.fiji.invertibility.compute.java;

/** Tests values for zero without a branch, which would be unpredictable for random values. */
final class BranchFreeZeroTest {

    private BranchFreeZeroTest() {}

    /** {@return −1, all bits set, if a value is not zero, else 0} */
    static int mask(float value) {
        int magnitude = Float.floatToRawIntBits(value) << 1;
        return (magnitude | -magnitude) >> 31;
    }

    /** {@return −1 if two integers stored as floats differ, else 0} */
    static int differ(float a, float b) {
        int bits = Float.floatToRawIntBits(a) ^ Float.floatToRawIntBits(b);
        return (bits | -bits) >> 31;
    }

    /** {@return the value, or 0 where the mask is −1} */
    static float unless(int mask, float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ~mask);
    }
}

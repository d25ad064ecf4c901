package sc.fiji.invertibility.compute.java;

/** Tells zeros from other values without a branch, which at random values could only be guessed. */
final class BranchFreeZeroTest {

    private BranchFreeZeroTest() {}

    /** {@return −1, all bits set, if a value is not zero, else 0} */
    static int mask(float value) {
        int magnitude = Float.floatToRawIntBits(value) << 1;
        return (magnitude | -magnitude) >> 31;
    }

    /** {@return −1 if two whole numbers held as floats differ, else 0} */
    static int differ(float a, float b) {
        int bits = Float.floatToRawIntBits(a) ^ Float.floatToRawIntBits(b);
        return (bits | -bits) >> 31;
    }

    /** {@return a value, or 0 where the mask is −1} */
    static float unless(int mask, float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & ~mask);
    }
}

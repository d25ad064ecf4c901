package sc.fiji.invertibility.classify;

/** Numbers of 16 bits (IEEE 754 binary16), rounded to the nearest, ties to even; Java has them from version 20 on. */
final class HalfPrecision {

    private static final float LARGEST = 65504;

    private HalfPrecision() {}

    /** The nearest number of 16 bits; what is larger than the largest becomes the largest. */
    static short bits(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float magnitude = Math.min(Math.abs(value), LARGEST);
        if (Float.isNaN(magnitude)) return (short) (sign | 0x7e00);
        if (magnitude < 0x1p-14f) return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        int bits = Float.floatToRawIntBits(magnitude);
        int half = (bits + 0xfff + (bits >>> 13 & 1) >>> 13) - (112 << 10);
        return (short) (sign | half);
    }

    /** The number that 16 bits stand for. */
    static float value(short half) {
        int exponent = half >> 10 & 0x1f, mantissa = half & 0x3ff;
        float magnitude = exponent == 0
                ? mantissa * 0x1p-24f
                : exponent == 0x1f
                        ? mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                        : Float.intBitsToFloat(exponent + 112 << 23 | mantissa << 13);
        return half < 0 ? -magnitude : magnitude;
    }
}

package sc.fiji.invertibility.weights;

/** How a number is stored in a file. */
enum ElementType {
    F16(2, ElementType::half),
    BF16(2, bits -> Float.intBitsToFloat((int) bits << 16)),
    F32(4, bits -> Float.intBitsToFloat((int) bits)),
    F64(8, bits -> (float) Double.longBitsToDouble(bits)),
    /** Integers occur where a writer found that the values of a floating-point array are integral. */
    I8(1, bits -> (byte) bits),
    U8(1, bits -> bits),
    I16(2, bits -> (short) bits),
    U16(2, bits -> bits),
    I32(4, bits -> (int) bits),
    U32(4, bits -> bits);

    /** The number that some bits mean. */
    private interface Decoder {
        float decode(long bits);
    }

    private final int bytes;
    private final Decoder decoder;

    ElementType(int bytes, Decoder decoder) {
        this.bytes = bytes;
        this.decoder = decoder;
    }

    int bytes() {
        return bytes;
    }

    float decode(long bits) {
        return decoder.decode(bits);
    }

    /** The same, from bytes in the opposite order. */
    float decodeSwapped(long bits) {
        return decode(Long.reverseBytes(bits) >>> (64 - 8 * bytes));
    }

    private static float half(long bits) {
        int exponent = (int) (bits >> 10) & 0x1f;
        int mantissa = (int) bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> mantissa * 0x1p-24f;
            case 0x1f -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat((exponent + 112) << 23 | mantissa << 13);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }
}

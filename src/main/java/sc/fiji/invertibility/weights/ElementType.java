package sc.fiji.invertibility.weights;

/** How a number is stored in a file. */
enum ElementType {
    F16(2) {
        @Override
        float decode(long bits) {
            int exponent = (int) (bits >> 10) & 0x1f;
            int mantissa = (int) bits & 0x3ff;
            float magnitude = switch (exponent) {
                case 0 -> mantissa * 0x1p-24f;
                case 0x1f -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                default -> Float.intBitsToFloat((exponent + 112) << 23 | mantissa << 13);
            };
            return (bits & 0x8000) == 0 ? magnitude : -magnitude;
        }
    },
    BF16(2) {
        @Override
        float decode(long bits) {
            return Float.intBitsToFloat((int) bits << 16);
        }
    },
    F32(4) {
        @Override
        float decode(long bits) {
            return Float.intBitsToFloat((int) bits);
        }
    },
    F64(8) {
        @Override
        float decode(long bits) {
            return (float) Double.longBitsToDouble(bits);
        }
    },
    /** Integers occur where a writer found that the values of a floating-point array are integral. */
    I8(1) {
        @Override
        float decode(long bits) {
            return (byte) bits;
        }
    },
    U8(1) {
        @Override
        float decode(long bits) {
            return bits;
        }
    },
    I16(2) {
        @Override
        float decode(long bits) {
            return (short) bits;
        }
    },
    U16(2) {
        @Override
        float decode(long bits) {
            return bits;
        }
    },
    I32(4) {
        @Override
        float decode(long bits) {
            return (int) bits;
        }
    },
    U32(4) {
        @Override
        float decode(long bits) {
            return bits;
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract float decode(long bits);

    /** The same, from bytes in the opposite order. */
    final float decodeSwapped(long bits) {
        return decode(Long.reverseBytes(bits) >>> (64 - 8 * bytes));
    }
}

package sc.fiji.invertibility.weights.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that are put one after the other, numbers little-endian. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes number(int count, long value) {
        for (int i = 0; i < count; i++) out.write((int) (i < 8 ? value >>> 8 * i : 0));
        return this;
    }

    /** Single bytes. */
    Bytes u8(int... values) {
        for (int value : values) out.write(value);
        return this;
    }

    Bytes u16(long value) {
        return number(2, value);
    }

    Bytes u32(long value) {
        return number(4, value);
    }

    Bytes u64(long... values) {
        for (long value : values) number(8, value);
        return this;
    }

    /** Characters up to 255, a byte each. */
    Bytes text(String latin) {
        return raw(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Bytes raw(Bytes bytes) {
        return raw(bytes.end());
    }

    Bytes floats(float... values) {
        for (float value : values) number(4, Float.floatToIntBits(value));
        return this;
    }

    /** Zeros up to a place. */
    Bytes upTo(int place) {
        return number(Math.max(0, place - size()), 0);
    }

    /** Zeros up to a multiple. */
    Bytes aligned(int multiple) {
        return upTo((size() + multiple - 1) / multiple * multiple);
    }

    int size() {
        return out.size();
    }

    byte[] end() {
        return out.toByteArray();
    }
}

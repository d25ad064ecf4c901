package sc.fiji.invertibility.bench.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the fields of one protobuf message, in the order of the calls. */
final class ProtoWriter {

    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    /** In pieces, so that half a gigabyte of weights in nested messages is copied once. */
    private final List<byte[]> pieces = new ArrayList<>();

    private int length;

    ProtoWriter number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtoWriter single(int field, float value) {
        varint((long) field << 3 | FIXED32);
        byte[] bytes = new byte[Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
        return add(bytes);
    }

    ProtoWriter bytes(int field, byte[] value) {
        varint((long) field << 3 | LENGTH);
        varint(value.length);
        return add(value);
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        varint((long) field << 3 | LENGTH);
        varint(value.length);
        value.pieces.forEach(this::add);
        return this;
    }

    byte[] toByteArray() {
        ByteBuffer all = ByteBuffer.allocate(length);
        pieces.forEach(all::put);
        return all.array();
    }

    private ProtoWriter add(byte[] piece) {
        pieces.add(piece);
        length = Math.addExact(length, piece.length);
        return this;
    }

    private void varint(long value) {
        byte[] bytes = new byte[(Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7];
        long rest = value;
        for (int i = 0; i < bytes.length; i++, rest >>>= 7)
            bytes[i] = (byte) (rest & 0x7f | (i < bytes.length - 1 ? 0x80 : 0));
        add(bytes);
    }
}

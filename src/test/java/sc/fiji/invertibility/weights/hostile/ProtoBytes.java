package sc.fiji.invertibility.weights.hostile;

/** A protobuf message, field by field. */
final class ProtoBytes {

    private final Bytes bytes = new Bytes();

    ProtoBytes number(int field, long value) {
        varint((long) field << 3);
        return varint(value);
    }

    ProtoBytes content(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        bytes.raw(content);
        return this;
    }

    ProtoBytes text(int field, String text) {
        return content(field, new Bytes().text(text).end());
    }

    ProtoBytes message(int field, ProtoBytes message) {
        return content(field, message.end());
    }

    ProtoBytes floats(int field, float... numbers) {
        return content(field, new Bytes().floats(numbers).end());
    }

    /** Whole numbers without their field, as in packed lists. */
    ProtoBytes varint(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) bytes.u8((int) (rest & 0x7f | 0x80));
        bytes.u8((int) rest);
        return this;
    }

    byte[] end() {
        return bytes.end();
    }
}

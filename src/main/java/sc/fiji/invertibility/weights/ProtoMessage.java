package sc.fiji.invertibility.weights;

import java.io.IOException;

/**
 * The fields of one protobuf message, visited in place. Written by hand, because protobuf-java's stream copies what it
 * passes: here, a field of half a gigabyte is skipped, and its position kept.
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final ByteSource bytes;
    private long position;
    private int field;
    private int wire;
    private long value;
    private long start;

    ProtoMessage(ByteSource bytes) {
        this.bytes = bytes;
    }

    /** Moves to the next field; false at the end. */
    boolean next() throws IOException {
        if (position == bytes.length()) return false;
        long tag = readVarint();
        wire = (int) (tag & 7);
        field = (int) (tag >>> 3);
        if (tag >>> 32 != 0 || field == 0) throw damaged();
        switch (wire) {
            case VARINT -> value = readVarint();
            case FIXED64 -> step(8);
            case FIXED32 -> step(4);
            case LENGTH -> step(readVarint());
            default -> throw damaged();
        }
        return true;
    }

    int field() {
        return field;
    }

    /** Whether the field has this number and a length: a message, a text, or packed numbers. */
    boolean is(int number) {
        return field == number && wire == LENGTH;
    }

    /** Whether the field has this number and is a plain number. */
    boolean isNumber(int number) {
        return field == number && wire == VARINT;
    }

    long number() {
        return value;
    }

    /** The field's bytes. */
    ByteSource content() throws IOException {
        return bytes.slice(start, position - start, "a field");
    }

    ProtoMessage message() throws IOException {
        return new ProtoMessage(content());
    }

    String text() throws IOException {
        return bytes.text(start, position - start, "a name");
    }

    /** Adds the field's integers, packed or single, to a list of at most {@code most}. */
    void addNumbers(java.util.List<Long> list, int most) throws IOException {
        if (wire == VARINT) {
            list.add(value);
        } else if (wire == LENGTH) {
            ProtoMessage packed = message();
            while (packed.position < packed.bytes.length() && list.size() <= most) list.add(packed.readVarint());
        }
        if (list.size() > most) throw new WeightsException("damaged: a tensor has more than " + most + " axes");
    }

    private void step(long count) throws IOException {
        bytes.require(position, count, "a field");
        start = position;
        position += count;
    }

    private long readVarint() throws IOException {
        long result = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = bytes.u8(position++);
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) return result;
        }
        throw damaged();
    }

    private WeightsException damaged() {
        return new WeightsException("cut short or damaged: there is no protobuf field at byte " + position);
    }
}

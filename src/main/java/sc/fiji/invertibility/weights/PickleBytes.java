package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.math.BigInteger;

/** The instructions of a pickle and their arguments, read one after the other. */
final class PickleBytes {

    private static final int MAX_LINE = 256;

    private final ByteSource source;
    private long position;

    PickleBytes(ByteSource source, long position) {
        this.source = source;
        this.position = position;
    }

    ReadingBudget budget() {
        return source.budget();
    }

    long position() {
        return position;
    }

    long number(int count) throws IOException {
        long value = source.unsigned(position, count);
        position += count;
        return value;
    }

    /** A signed number of any length; a Long where it fits. */
    Object integer(int count) throws IOException {
        byte[] little = source.bytes(position, count, "a pickled number");
        position += count;
        byte[] big = new byte[count + 1];
        for (int i = 0; i < count; i++) big[count - i] = little[i];
        if (count > 0 && little[count - 1] < 0) big[0] = -1;
        BigInteger value = new BigInteger(big);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    String text(long length) throws IOException {
        String text = source.text(position, length, "a pickled text");
        position += length;
        return text;
    }

    /** A text up to the end of its line. */
    String line() throws IOException {
        long end = position;
        while (source.u8(end) != '\n') {
            if (++end - position > MAX_LINE) throw new WeightsException("has a damaged pickle: a name without end");
        }
        String line = source.text(position, end - position, "a pickled name");
        position = end + 1;
        return line;
    }
}

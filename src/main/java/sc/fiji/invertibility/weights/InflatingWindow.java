package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The part of an unpacked stream that is in memory; it moves forward and never back. */
final class InflatingWindow {

    static final int SIZE = 1 << 14;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteSource packed;
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private final byte[] input;
    /** Eight bytes longer than its content, so that a whole word can be read at its end. */
    private final byte[] window;

    private long packedPosition;
    private long start;
    private int length;

    /** Starts before the first byte; {@code bare} means that there is no zlib header. */
    InflatingWindow(ByteSource packed, boolean bare, long expected) {
        this.packed = packed;
        this.inflater = new Inflater(bare);
        this.input = new byte[(int) Math.min(SIZE, packed.length())];
        this.window = new byte[(int) Math.min(SIZE, expected) + 2 * Long.BYTES];
    }

    /** The position of the first byte in memory. */
    long start() {
        return start;
    }

    /** The position after the last byte in memory, which is the number of bytes unpacked so far. */
    long end() {
        return start + length;
    }

    /** Returns eight bytes as a word, also if fewer are needed. */
    long word(long position) {
        return (long) LONG.get(window, (int) (position - start));
    }

    /** Copies as many of the bytes as are in memory; returns their number. */
    int copy(long position, byte[] target, int offset, int count) {
        int from = (int) (position - start);
        int some = Math.min(count, length - from);
        System.arraycopy(window, from, target, offset, some);
        return some;
    }

    /**
     * Unpacks some more, and drops the bytes before a position; those after it are kept, since a word may straddle two
     * windows.
     *
     * @return false at the end
     */
    boolean advance(long position) throws IOException {
        int keep = (int) Math.max(0, Math.min(length, end() - position));
        System.arraycopy(window, length - keep, window, 0, keep);
        start += length - keep;
        length = keep;
        try {
            return fill();
        } catch (DataFormatException e) {
            throw new WeightsException("damaged: its compressed data cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    private boolean fill() throws IOException, DataFormatException {
        while (!inflater.finished()) {
            int some = inflater.inflate(window, length, window.length - Long.BYTES - length);
            if (some > 0) {
                packed.budget().read(some);
                sum.update(window, length, some);
                length += some;
                return true;
            }
            if (inflater.finished() || inflater.needsDictionary()) return false;
            int next = (int) Math.min(input.length, packed.length() - packedPosition);
            if (next == 0) return false;
            packed.copy(packedPosition, input, 0, next);
            packedPosition += next;
            inflater.setInput(input, 0, next);
        }
        return false;
    }

    /** Whether the compressed stream has ended here, with the right zlib checksum if it has one. */
    boolean finished() {
        return inflater.finished();
    }

    /** The CRC-32 of everything that was unpacked. */
    long crc() {
        return sum.getValue();
    }

    /** Releases the memory that zlib holds outside of Java's heap. */
    void release() {
        inflater.end();
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The part of what deflated bytes unpack to that is in memory: it moves forward, and never back. */
final class InflatingWindow {

    static final int SIZE = 1 << 14;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteSource packed;
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private final byte[] input;
    /** Eight bytes longer than what it holds, so that a word can be taken at its very end. */
    private final byte[] window;

    private long packedPosition;
    private long start;
    private int length;

    /** Before the first byte; {@code bare} says that there is no header of zlib's. */
    InflatingWindow(ByteSource packed, boolean bare, long expected) {
        this.packed = packed;
        this.inflater = new Inflater(bare);
        this.input = new byte[(int) Math.min(SIZE, packed.length())];
        this.window = new byte[(int) Math.min(SIZE, expected) + 2 * Long.BYTES];
    }

    /** The position of the first byte that is here. */
    long start() {
        return start;
    }

    /** The position after the last byte that is here: so much was unpacked so far. */
    long end() {
        return start + length;
    }

    /** A word of up to eight bytes, which may be more than are asked for. */
    long word(long position) {
        return (long) LONG.get(window, (int) (position - start));
    }

    /** Copies as many bytes as are here; returns how many. */
    int copy(long position, byte[] target, int offset, int count) {
        int from = (int) (position - start);
        int some = Math.min(count, length - from);
        System.arraycopy(window, from, target, offset, some);
        return some;
    }

    /**
     * Unpacks some more, and lets go of what is before a position: bytes of a word may straddle two windows.
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

    /** Whether the packed bytes say that this is the end, and zlib's checksum, if they have one, is right. */
    boolean finished() {
        return inflater.finished();
    }

    /** The CRC-32 of all that was unpacked. */
    long crc() {
        return sum.getValue();
    }

    /** Gives back what the library holds outside of Java's memory. */
    void release() {
        inflater.end();
    }
}

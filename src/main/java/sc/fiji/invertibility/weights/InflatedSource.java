package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The unpacked content of deflated bytes, read through one window that moves forward; going back starts over. Tensors
 * that are read in the file's order therefore cost one pass. The length that the file claims is not trusted.
 */
final class InflatedSource extends ByteSource {

    /** Weights hardly compress; bytes that unpack to more than this many times their size were made to fill memory. */
    private static final long MAX_RATIO = 100;

    private static final int SLACK = 1 << 20;
    private static final int WINDOW = 1 << 14;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteSource packed;
    private final long length;
    private final boolean bare;

    private final byte[] window;
    private final byte[] input;
    private Inflater inflater;
    private long packedPosition;
    private long windowStart;
    private int windowLength;
    private long proven;

    private InflatedSource(ByteSource packed, long length, boolean bare) {
        this.packed = packed;
        this.length = length;
        this.bare = bare;
        this.window = new byte[(int) Math.min(WINDOW, length) + 2 * Long.BYTES];
        this.input = new byte[(int) Math.min(WINDOW, packed.length())];
    }

    /** Deflated without a header, as in zip files, to {@code length} bytes if the file is right. */
    static InflatedSource bare(ByteSource packed, long length) throws WeightsException {
        return new InflatedSource(packed, checked(packed, length), true);
    }

    /** With zlib's header, to {@code length} bytes if the file is right. */
    static InflatedSource zlib(ByteSource packed, long length) throws WeightsException {
        return new InflatedSource(packed, checked(packed, length), false);
    }

    /** With zlib's header and of unknown length: to be opened again with the length that its start tells. */
    static InflatedSource zlibStart(ByteSource packed) {
        return new InflatedSource(packed, limit(packed), false);
    }

    private static long checked(ByteSource packed, long length) throws WeightsException {
        long limit = limit(packed);
        if (length >= 0 && length <= limit) return length;
        throw new WeightsException(
                "damaged: " + packed.length() + " bytes claim to unpack to " + length + ", expected at most " + limit);
    }

    private static long limit(ByteSource packed) {
        return SLACK + packed.length() * MAX_RATIO;
    }

    @Override
    long length() {
        return length;
    }

    /**
     * Unpacks up to there once, if that is more than the packed bytes make likely, before anything is allocated for it.
     */
    @Override
    void require(long position, long count, String what) throws IOException {
        super.require(position, count, what);
        long end = position + count;
        if (end <= proven || end <= packed.length() + WINDOW) return;
        show(end - 1, 1);
    }

    @Override
    long word(long position, int count) throws IOException {
        int offset = show(position, count);
        return (long) LONG.get(window, offset) & (-1L >>> (64 - 8 * count));
    }

    @Override
    void copy(long position, byte[] target, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int from = show(position + done, 1);
            int some = Math.min(count - done, windowLength - from);
            System.arraycopy(window, from, target, offset + done, some);
            done += some;
        }
    }

    /** Moves the window over the bytes at a position, and returns their index in it. */
    private int show(long position, int count) throws IOException {
        if (inflater == null || position < windowStart) restart();
        while (position + count > windowStart + windowLength) {
            // Bytes that straddle two windows are kept: a word is at most eight bytes long.
            int keep = (int) Math.max(0, Math.min(windowLength, windowStart + windowLength - position));
            System.arraycopy(window, windowLength - keep, window, 0, keep);
            windowStart += windowLength - keep;
            windowLength = keep;
            boolean more = fill();
            proven = Math.max(proven, windowStart + windowLength);
            if (!more) {
                throw new WeightsException("cut short or damaged: it unpacks to " + (windowStart + windowLength)
                        + " bytes, expected " + (position + count) + " or more");
            }
        }
        return (int) (position - windowStart);
    }

    /** Unpacks some more into the window; false at the end. */
    private boolean fill() throws IOException {
        try {
            while (!inflater.finished()) {
                int some = inflater.inflate(window, windowLength, window.length - Long.BYTES - windowLength);
                windowLength += some;
                if (some > 0) return true;
                if (inflater.finished() || inflater.needsDictionary()) return false;
                int next = (int) Math.min(input.length, packed.length() - packedPosition);
                if (next == 0) return false;
                packed.copy(packedPosition, input, 0, next);
                packedPosition += next;
                inflater.setInput(input, 0, next);
            }
            return false;
        } catch (DataFormatException e) {
            throw new WeightsException("damaged: its compressed data cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    private void restart() {
        if (inflater != null) inflater.end();
        inflater = new Inflater(bare);
        packedPosition = 0;
        windowStart = 0;
        windowLength = 0;
    }
}

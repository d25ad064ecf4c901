package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What deflated bytes unpack to, read through one window that moves forward; going back starts over. Tensors
 * that are read in the file's order therefore cost one pass. The promised length is not trusted.
 */
final class InflatedSource extends ByteSource {

    private static final int WINDOW = 1 << 14;
    /** Times that weights may be packed and yet be taken at the file's word: pruned ones are by ten. */
    private static final long LIKELY = 16;

    private static final long NO_CHECKSUM = -1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteSource packed;
    private final long length;
    private final boolean bare;
    private final long checksum;
    private final CRC32 sum = new CRC32();

    private byte[] window;
    private byte[] input;
    private Inflater inflater;
    private long packedPosition;
    private long windowStart;
    private int windowLength;
    private long proven;
    private boolean verified;

    private InflatedSource(ByteSource packed, long length, boolean bare, long checksum) {
        this.packed = packed;
        this.length = length;
        this.bare = bare;
        this.checksum = checksum;
    }

    /** Deflated without a header, as in zip files, to {@code length} bytes of that CRC-32 if the file is right. */
    static InflatedSource bare(ByteSource packed, long length, long checksum) throws WeightsException {
        return new InflatedSource(packed, checked(packed, length), true, checksum);
    }

    /** With zlib's header and checksum, to {@code length} bytes if the file is right. */
    static InflatedSource zlib(ByteSource packed, long length) throws WeightsException {
        return new InflatedSource(packed, checked(packed, length), false, NO_CHECKSUM);
    }

    /** With zlib's header and of unknown length: to be opened again with the length that its start tells. */
    static InflatedSource zlibStart(ByteSource packed) throws WeightsException {
        packed.budget().object();
        packed.budget().compressed();
        return new InflatedSource(packed, Long.MAX_VALUE, false, NO_CHECKSUM);
    }

    private static long checked(ByteSource packed, long length) throws WeightsException {
        packed.budget().object();
        packed.budget().compressed();
        long limit = packed.budget().most();
        if (length >= 0 && length <= limit) return length;
        throw new WeightsException(
                "damaged: " + packed.length() + " bytes claim to unpack to " + length + ", expected at most " + limit);
    }

    @Override
    long length() {
        return length;
    }

    @Override
    Budget budget() {
        return packed.budget();
    }

    /** Unpacks up to there once, before anyone allocates it, if that is far more than the packed bytes make likely. */
    @Override
    void require(long position, long count, String what) throws IOException {
        super.require(position, count, what);
        long end = position + count;
        if (end <= proven || end <= LIKELY * packed.length() + WINDOW) return;
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

    /** Goes on to the end from where reading stands: if that was forward, all of it was unpacked only once. */
    @Override
    void verify() throws IOException {
        if (verified) return;
        packed.verify();
        if (inflater == null) restart();
        do {
            windowStart += windowLength;
            windowLength = 0;
        } while (fill());
        if (!inflater.finished() || windowStart != length) {
            throw new WeightsException("damaged: it unpacks to " + windowStart + " bytes, expected " + length);
        }
        if (checksum != NO_CHECKSUM && sum.getValue() != checksum)
            throw ChecksummedSource.damaged("what it unpacks to");
        verified = true;
    }

    /** Moves the window over the bytes at a position, and says where in it they are. */
    private int show(long position, int count) throws IOException {
        if (inflater == null || position < windowStart) restart();
        while (position + count > windowStart + windowLength) {
            // Bytes that straddle two windows stay: a word is at most eight long.
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
                if (some > 0) {
                    budget().read(some);
                    sum.update(window, windowLength, some);
                    windowLength += some;
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
        } catch (DataFormatException e) {
            throw new WeightsException("damaged: its compressed data cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    private void restart() {
        release();
        budget().unpacking(this::release);
        inflater = new Inflater(bare);
        window = new byte[(int) Math.min(WINDOW, length) + 2 * Long.BYTES];
        input = new byte[(int) Math.min(WINDOW, packed.length())];
        sum.reset();
        packedPosition = 0;
        windowStart = 0;
        windowLength = 0;
    }

    /** Another source of the file unpacks now: coming back starts over. */
    private void release() {
        if (inflater != null) inflater.end();
        inflater = null;
        window = null;
        input = null;
    }
}

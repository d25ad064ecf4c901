package sc.fiji.invertibility.weights;

import java.io.IOException;

/**
 * The unpacked content of deflated bytes, read through one window that moves forward; going back starts over. Tensors
 * that are read in the file's order therefore cost one pass. The length that the file claims is not trusted.
 */
final class InflatedSource extends ByteSource {

    /** Up to this ratio of compression, the claimed length is believed; pruned weights reach about ten. */
    private static final long LIKELY = 16;

    private static final long NO_CHECKSUM = -1;
    private final ByteSource packed;
    private final long length;
    private final boolean bare;
    private final long checksum;

    private InflatingWindow window;
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

    /** With zlib's header and of unknown length; it is opened again with the length that its first bytes state. */
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
    ReadingBudget budget() {
        return packed.budget();
    }

    /**
     * Unpacks up to a position once before anything of that size is allocated, if it is much larger than the compressed
     * bytes suggest.
     */
    @Override
    void require(long position, long count, String what) throws IOException {
        super.require(position, count, what);
        long end = position + count;
        if (end <= proven || end <= LIKELY * packed.length() + InflatingWindow.SIZE) return;
        show(end - 1, 1);
    }

    @Override
    long word(long position, int count) throws IOException {
        show(position, count);
        return window.word(position) & (-1L >>> (64 - 8 * count));
    }

    @Override
    void copy(long position, byte[] target, int offset, int count) throws IOException {
        for (int done = 0; done < count; ) {
            show(position + done, 1);
            done += window.copy(position + done, target, offset + done, count - done);
        }
    }

    /**
     * Continues from the current position to the end: after reading forward, everything has been unpacked only once.
     */
    @Override
    void verify() throws IOException {
        if (verified) return;
        packed.verify();
        if (window == null) restart();
        while (window.advance(window.end())) continue;
        if (!window.finished() || window.end() != length)
            throw new WeightsException("damaged: it unpacks to " + window.end() + " bytes, expected " + length);
        if (checksum != NO_CHECKSUM && window.crc() != checksum) throw ChecksummedSource.damaged("what it unpacks to");
        verified = true;
    }

    /** Moves the window over the bytes at a position. */
    private void show(long position, int count) throws IOException {
        if (window == null || position < window.start()) restart();
        while (position + count > window.end()) {
            boolean more = window.advance(position);
            proven = Math.max(proven, window.end());
            if (!more)
                throw new WeightsException("cut short or damaged: it unpacks to " + window.end() + " bytes, expected "
                        + (position + count) + " or more");
        }
    }

    private void restart() {
        budget().unpacking(this::release);
        window = new InflatingWindow(packed, bare, length);
    }

    /** Another source of the file unpacks now, or this one starts over; the next access starts from the beginning. */
    private void release() {
        window.release();
        window = null;
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.function.LongPredicate;
import java.util.zip.Checksum;

/** Bytes for which the file has a checksum. */
final class ChecksummedSource extends ByteSource.Slice {

    private static final int BUFFER = 1 << 14;

    private final Checksum checksum;
    private final LongPredicate right;
    private final String what;
    private boolean verified;

    /** {@code right} compares the checksum of all bytes with the file's. */
    ChecksummedSource(ByteSource bytes, Checksum checksum, LongPredicate right, String what) {
        super(bytes, 0, bytes.length());
        this.checksum = checksum;
        this.right = right;
        this.what = what;
    }

    @Override
    void verify() throws IOException {
        if (verified) return;
        checksum.reset();
        byte[] some = new byte[(int) Math.min(BUFFER, length())];
        for (long from = 0; from < length(); from += some.length) {
            int count = (int) Math.min(some.length, length() - from);
            copy(from, some, 0, count);
            checksum.update(some, 0, count);
        }
        if (!right.test(checksum.getValue())) throw damaged(what);
        verified = true;
    }

    static WeightsException damaged(String what) {
        return new WeightsException("damaged: " + what + " does not agree with its checksum in the file");
    }
}

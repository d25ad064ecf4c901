package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Random access to bytes. Every position is checked before anything is read or allocated, and the readers access files
 * in no other way. Little-endian unless stated otherwise. Not thread-safe.
 */
abstract class ByteSource {

    /** The number of bytes. */
    abstract long length();

    /** Where these bytes begin in the file, or in the unpacked stream that contains them. */
    long start() {
        return 0;
    }

    /** The budget of the file that these bytes belong to. */
    abstract ReadingBudget budget();

    /** The {@code count} (1 to 8) bytes at an already checked position as a little-endian number. */
    abstract long word(long position, int count) throws IOException;

    /** Copies bytes from an already checked position. */
    abstract void copy(long position, byte[] target, int offset, int count) throws IOException;

    /**
     * Checks all bytes against their checksum, if the file has one for them. Bytes that were read before are valid only
     * if this passes; it need not be called twice.
     *
     * @throws WeightsException if they are damaged
     */
    void verify() throws IOException {}

    /**
     * Checks that bytes exist. A compressed source unpacks them to find out, since the length that a file claims may be
     * wrong.
     *
     * @throws WeightsException if they are not
     */
    void require(long position, long count, String what) throws IOException {
        if (position < 0 || count < 0 || count > length() - position)
            throw new WeightsException("cut short or damaged: " + what + " needs " + count + " bytes at byte "
                    + position + ", and there are " + length());
    }

    final int u8(long position) throws IOException {
        return (int) unsigned(position, 1);
    }

    final int u16(long position) throws IOException {
        return (int) unsigned(position, 2);
    }

    final int i32(long position) throws IOException {
        return (int) unsigned(position, 4);
    }

    final long u32(long position) throws IOException {
        return unsigned(position, 4);
    }

    final long i64(long position) throws IOException {
        return unsigned(position, 8);
    }

    /** The {@code count} (1 to 8) bytes at a position as an unsigned little-endian number. */
    final long unsigned(long position, int count) throws IOException {
        require(position, count, "a number");
        return word(position, count);
    }

    final byte[] bytes(long position, long count, String what) throws IOException {
        require(position, count, what);
        byte[] bytes = new byte[Math.toIntExact(Math.min(count, Integer.MAX_VALUE - 8))];
        if (bytes.length != count) throw new WeightsException(what + " is too long: " + count + " bytes");
        copy(position, bytes, 0, bytes.length);
        return bytes;
    }

    final String text(long position, long count, String what) throws IOException {
        budget().object();
        return new String(bytes(position, count, what), StandardCharsets.UTF_8);
    }

    /** Whether the bytes at a position are these; false beyond the end. */
    final boolean has(long position, int... expected) throws IOException {
        if (position < 0 || expected.length > length() - position) return false;
        for (int i = 0; i < expected.length; i++) if (u8(position + i) != expected[i]) return false;
        return true;
    }

    /** Whether the ASCII bytes at a position are these; false beyond the end. */
    final boolean has(long position, String ascii) throws IOException {
        return has(position, ascii.chars().toArray());
    }

    /** A part of this source with positions of its own. */
    final ByteSource slice(long from, long count, String what) throws IOException {
        require(from, count, what);
        budget().object();
        return new Slice(this, from, count);
    }

    /** A part of another source, with positions of its own. */
    static class Slice extends ByteSource {

        private final ByteSource whole;
        private final long from;
        private final long length;

        Slice(ByteSource whole, long from, long length) {
            this.whole = whole;
            this.from = from;
            this.length = length;
        }

        @Override
        long length() {
            return length;
        }

        @Override
        long start() {
            return whole.start() + from;
        }

        @Override
        ReadingBudget budget() {
            return whole.budget();
        }

        @Override
        void verify() throws IOException {
            whole.verify();
        }

        @Override
        long word(long position, int count) throws IOException {
            return whole.word(from + position, count);
        }

        @Override
        void copy(long position, byte[] target, int offset, int count) throws IOException {
            whole.copy(from + position, target, offset, count);
        }
    }
}

package sc.fiji.invertibility.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of directories of a TIFF (TIFF 6.0, section 2), followed as ImageJ follows it, but not for ever: no
 * directory comes twice, together they are no longer than the file, and so are the lists that they point to.
 */
final class TiffDirectories {

    private static final int HEADER = 8, ENTRY = 12, VERSION = 42, MOST_ENTRIES = 1000;
    /** Bytes of the types 1 to 12. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    /** What ImageJ reads as a whole: a description, strips, colours and its own metadata. */
    private static final Set<Integer> LISTS = Set.of(270, 273, 279, 320, 33723, 43314, 50838, 50839);
    /** Planes may share a list; lists of more than so many times the file's length are an attack. */
    private static final int SHARED = 16;

    private final FileChannel file;
    private final long length;
    private final ByteOrder order;
    private long directories, lists;

    private TiffDirectories(FileChannel file, ByteOrder order) throws IOException {
        this.file = file;
        this.length = file.size();
        this.order = order;
    }

    /** What is wrong with the directories of a file that begins as a TIFF. */
    static Optional<String> flawOf(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            if (file.size() < HEADER) return Optional.of("truncated (it has " + file.size() + " bytes)");
            ByteBuffer start = ByteBuffer.allocate(HEADER);
            file.read(start, 0);
            ByteOrder order = start.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            start.order(order);
            if (start.getShort(2) != VERSION) return Optional.empty();
            return new TiffDirectories(file, order).follow(Integer.toUnsignedLong(start.getInt(4)));
        }
    }

    private Optional<String> follow(long first) throws IOException {
        Set<Long> met = new HashSet<>();
        for (long at = first; at != 0; ) {
            if (at + 2 > length)
                return Optional.of(
                        "truncated (a directory should begin at byte " + at + ", but it has " + length + ")");
            int entries = Short.toUnsignedInt(read(at, 2).getShort());
            // Here ImageJ goes no further.
            if (entries == 0 || entries > MOST_ENTRIES) return Optional.empty();
            int bytes = 2 + entries * ENTRY;
            directories += bytes;
            if (!met.add(at) || directories > length) return Optional.of("damaged (its directories lead in a circle)");
            if (at + bytes > length) return Optional.of("truncated (the directory at byte " + at + " is not complete)");
            Optional<String> flaw = flawOf(read(at + 2, entries * ENTRY), at);
            if (flaw.isPresent()) return flaw;
            at = at + bytes + 4 > length
                    ? 0
                    : Integer.toUnsignedLong(read(at + bytes, 4).getInt());
        }
        return Optional.empty();
    }

    private Optional<String> flawOf(ByteBuffer entries, long directory) {
        while (entries.hasRemaining()) {
            int tag = Short.toUnsignedInt(entries.getShort()), type = Short.toUnsignedInt(entries.getShort());
            long count = Integer.toUnsignedLong(entries.getInt());
            entries.getInt();
            if (!LISTS.contains(tag)) continue;
            long bytes = count * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 1);
            lists += bytes;
            if (bytes > length || lists > SHARED * length)
                return Optional.of("damaged (the directory at byte " + directory + " lists more than the file holds)");
        }
        return Optional.empty();
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        return read(file, at, bytes).order(order);
    }

    /** The bytes at a position, which the file has. */
    static ByteBuffer read(FileChannel file, long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining())
            if (file.read(buffer, at + buffer.position()) < 0) throw new IOException("the file became shorter");
        return buffer.flip();
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a zip file, from its central directory. Written by hand rather than with {@code java.util.zip},
 * because stored entries are read at positions inside them, and sizes have to be checked before they are used.
 */
final class ZipDirectory {

    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final long FULL = 0xffffffffL;

    private final ByteSource file;
    private final Map<String, ZipEntryBytes> entries = new LinkedHashMap<>();

    private ZipDirectory(ByteSource file) {
        this.file = file;
    }

    static boolean isZip(ByteSource file) throws IOException {
        return file.has(0, 'P', 'K', 3, 4);
    }

    static ZipDirectory of(ByteSource file) throws IOException {
        ZipDirectory directory = new ZipDirectory(file);
        long end = directory.end();
        long count = file.u16(end + 10);
        long start = file.u32(end + 16);
        long stop = end;
        if (end >= 20 && file.has(end - 20, 'P', 'K', 6, 7)) {
            stop = file.i64(end - 12);
            count = file.i64(stop + 32);
            start = file.i64(stop + 48);
        }
        if (count < 0 || count > file.length()) throw new WeightsException("claims to have " + count + " zip entries");
        long at = start;
        for (long i = 0; i < count; i++) at = directory.add(at);
        // With a smaller number, the last tensors would be missing without a word.
        if (at != stop)
            throw new WeightsException("damaged: its zip directory of " + count + " entries ends at byte " + at
                    + ", expected byte " + stop);
        directory.checkApart(start);
        return directory;
    }

    List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The unpacked content of an entry. */
    ByteSource open(String name) throws IOException {
        ZipEntryBytes entry = entries.get(name);
        if (entry == null) throw new WeightsException("lacks the zip entry " + name);
        return entry.open(file);
    }

    /** No writer puts two entries into the same bytes, but whoever wants a small file to unpack to much does. */
    private void checkApart(long directory) throws WeightsException {
        List<ZipEntryBytes> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(ZipEntryBytes::local));
        long end = 0;
        for (ZipEntryBytes entry : sorted) {
            if (entry.local() < end || entry.leastEnd() > directory)
                throw new WeightsException("damaged: zip entry " + entry.name() + " overlaps with what is after it");
            end = entry.leastEnd();
        }
    }

    /** The position of the end record: the last one that has its signature and a comment that fits. */
    private long end() throws IOException {
        int length = (int) Math.min(file.length(), END_LENGTH + 0xffff);
        byte[] tail = file.bytes(file.length() - length, length, "the zip directory");
        for (int i = length - END_LENGTH; i >= 0; i--) {
            boolean signature = tail[i] == 'P' && tail[i + 1] == 'K' && tail[i + 2] == 5 && tail[i + 3] == 6;
            if (signature) return file.length() - length + i;
        }
        throw new WeightsException("cut short: its zip directory, which comes last, is missing");
    }

    private long add(long at) throws IOException {
        file.require(at, 46, "the zip directory");
        if (file.i32(at) != ENTRY) throw new WeightsException("damaged: its zip directory is broken at byte " + at);
        int nameLength = file.u16(at + 28);
        int extraLength = file.u16(at + 30);
        String name = file.text(at + 46, nameLength, "a zip entry's name");
        long[] wide = {file.u32(at + 24), file.u32(at + 20), file.u32(at + 42)};
        long extra = at + 46 + nameLength;
        widen(wide, extra, extra + extraLength);
        ZipEntryBytes entry = new ZipEntryBytes(
                name, nameLength, file.u16(at + 8), file.u16(at + 10), file.u32(at + 16), wide[1], wide[0], wide[2]);
        if (entries.putIfAbsent(name, entry) != null) throw new WeightsException("has two zip entries named " + name);
        return extra + extraLength + file.u16(at + 32);
    }

    /** Takes size, packed size and position from the zip64 field if 32 bits do not suffice for them. */
    private void widen(long[] values, long from, long end) throws IOException {
        while (from + 4 <= end) {
            int length = file.u16(from + 2);
            if (file.u16(from) == 1) {
                long next = from + 4;
                for (int i = 0; i < values.length && next + 8 <= from + 4 + length; i++) {
                    if (values[i] != FULL) continue;
                    values[i] = file.i64(next);
                    next += 8;
                }
            }
            from += 4 + length;
        }
    }
}

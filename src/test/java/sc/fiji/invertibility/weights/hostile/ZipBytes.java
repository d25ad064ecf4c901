package sc.fiji.invertibility.weights.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A zip file, entry by entry, whose directory may say what it likes. */
final class ZipBytes {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Bytes file = new Bytes();
    private final Bytes directory = new Bytes();
    private int entries;

    ZipBytes stored(String name, byte[] content) {
        return entry(name, STORED, content, content.length, crc(content));
    }

    ZipBytes deflated(String name, byte[] content) {
        return entry(name, DEFLATED, deflate(content, true), content.length, crc(content));
    }

    /** An entry whose size and checksum are what somebody says. */
    ZipBytes entry(String name, int method, byte[] packed, long size, long crc) {
        int local = file.size();
        header(file, name, 0, method, packed.length, size, crc).raw(packed);
        return listed(name, method, packed.length, size, crc, local);
    }

    /** A line of the directory for bytes that are there already. */
    ZipBytes listed(String name, int method, long packed, long size, long crc, long local) {
        directory
                .u32(0x02014b50)
                .u16(20)
                .u16(20)
                .u16(0)
                .u16(method)
                .u32(0)
                .u32(crc)
                .u32(packed);
        directory
                .u32(size)
                .u16(name.length())
                .u16(0)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32(0)
                .u32(local)
                .text(name);
        entries++;
        return this;
    }

    /** What stands before an entry's bytes, which begin {@code extra} bytes later. */
    static Bytes header(Bytes to, String name, int extra, int method, long packed, long size, long crc) {
        to.u32(0x04034b50)
                .u16(20)
                .u16(0)
                .u16(method)
                .u32(0)
                .u32(crc)
                .u32(packed)
                .u32(size);
        return to.u16(name.length()).u16(extra).text(name);
    }

    /** Bytes that belong to no entry. */
    ZipBytes raw(byte[] bytes) {
        file.raw(bytes);
        return this;
    }

    int size() {
        return file.size();
    }

    byte[] end() {
        int start = file.size();
        file.raw(directory).u32(0x06054b50).u32(0).u16(entries).u16(entries);
        return file.u32(directory.size()).u32(start).u16(0).end();
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Packed, as in a zip file without zlib's header. */
    static byte[] deflate(byte[] bytes, boolean bare) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(9, bare);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.zip.CRC32;

/**
 * What a zip directory says of one entry: {@code packed} bytes at {@code local}, after a header, that unpack to {@code
 * size}.
 */
record ZipEntryBytes(String name, int nameLength, int flags, int method, long crc, long packed, long size, long local) {

    private static final int LOCAL = 0x04034b50;
    private static final int HEADER = 30;

    /** The first byte that another entry may have, if nothing but the name is in its header. */
    long leastEnd() throws WeightsException {
        if (local < 0 || packed < 0 || packed > Long.MAX_VALUE / 2 || local > Long.MAX_VALUE / 4)
            throw new WeightsException("damaged: zip entry " + name + " lies outside of the file");
        return local + HEADER + nameLength + packed;
    }

    /** The unpacked content. Its checksum tells whether all of it is right; only names and sizes are checked here. */
    ByteSource open(ByteSource file) throws IOException {
        if ((flags & 1) != 0)
            throw new WeightsException("is encrypted (zip entry " + name
                    + "), which is not read; decrypt it, or convert it to safetensors");
        file.require(local, HEADER, "zip entry " + name);
        int length = file.u16(local + 26);
        boolean here = file.i32(local) == LOCAL
                && length == nameLength
                && file.text(local + HEADER, length, "a zip entry's name").equals(name);
        if (!here) throw new WeightsException("damaged: zip entry " + name + " is not where the directory has it");
        long data = local + HEADER + length + file.u16(local + 28);
        ByteSource bytes = file.slice(data, packed, "zip entry " + name);
        return switch (method) {
            case 0 -> stored(bytes);
            case 8 -> InflatedSource.bare(bytes, size, crc);
            default ->
                throw new WeightsException(
                        "zip entry " + name + " is compressed by method " + method + ", expected none or deflate");
        };
    }

    private ByteSource stored(ByteSource bytes) throws WeightsException {
        if (packed != size)
            throw new WeightsException("damaged: zip entry " + name + " has " + packed + " bytes, expected " + size);
        // PyTorch can be told to make no checksums, and then writes 0.
        return crc == 0 ? bytes : new ChecksummedSource(bytes, new CRC32(), value -> value == crc, "zip entry " + name);
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;

/** The filters applied to the chunks of an HDF5 dataset: shuffle, deflate, checksum. */
record Hdf5Pipeline(boolean shuffled, boolean deflated, boolean checked) {

    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER = 3;
    private static final int MAX_FILTERS = 32;

    /** From a filter message, version 1 or 2; null stands for none. */
    static Hdf5Pipeline of(ByteSource message) throws IOException {
        boolean[] present = new boolean[4];
        if (message == null) return new Hdf5Pipeline(false, false, false);
        boolean old = message.u8(0) == 1;
        int count = message.u8(1);
        if (count > MAX_FILTERS) throw new WeightsException("damaged: it has " + count + " filters");
        long at = old ? 8 : 2;
        for (int i = 0, last = 0; i < count; i++) {
            int id = message.u16(at);
            if (id != DEFLATE && id != SHUFFLE && id != FLETCHER)
                throw new WeightsException("is packed by HDF5 filter " + id
                        + ", which is not read; save it again with gzip or without compression");
            // Shuffling comes before deflating, and the checksum last, as written by h5py and MATLAB.
            if (id == SHUFFLE && last != 0 || id == DEFLATE && last == FLETCHER || present[id])
                throw new WeightsException("is packed by HDF5 filters in an unknown order");
            last = id;
            present[id] = true;
            int name = old ? message.u16(at + 2) : 0;
            int values = message.u16(old ? at + 6 : at + 4);
            at += old ? 8 + (name + 7) / 8 * 8 + 4L * (values + values % 2) : 6 + 4L * values;
        }
        return new Hdf5Pipeline(present[SHUFFLE], present[DEFLATE], present[FLETCHER]);
    }

    /** A chunk, unpacked from its bytes; {@code size} bytes long if the file is right. */
    ByteSource unpacked(ByteSource packed, long size) throws IOException {
        ByteSource content = checked ? withoutChecksum(packed) : packed;
        if (deflated) return InflatedSource.zlib(content, size);
        if (content.length() != size)
            throw new WeightsException("damaged: a chunk of " + content.length() + " bytes, expected " + size);
        return content;
    }

    private static ByteSource withoutChecksum(ByteSource packed) throws IOException {
        long length = packed.length() - 4;
        ByteSource content = packed.slice(0, length, "a chunk");
        long stored = packed.u32(length);
        return new ChecksummedSource(
                content, new Fletcher32(), value -> Fletcher32.agrees(value, stored), "a chunk of its numbers");
    }
}

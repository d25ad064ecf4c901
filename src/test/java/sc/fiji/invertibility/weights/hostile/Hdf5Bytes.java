package sc.fiji.invertibility.weights.hostile;

import java.util.Map;

/** An HDF5 file of superblock 0 with headers of version 1, whose addresses may lead anywhere. */
final class Hdf5Bytes {

    private static final int ROOT = 64;
    private static final int HEADER = 96;

    private final Bytes bytes = new Bytes();
    private final int base;
    private int root;

    private Hdf5Bytes(int base) {
        this.base = base;
    }

    /** As h5py writes it, or after 512 bytes of MATLAB's. */
    static Hdf5Bytes begin(boolean matlab) {
        Hdf5Bytes file = new Hdf5Bytes(matlab ? 512 : 0);
        if (matlab)
            file.bytes
                    .text("MATLAB 7.3 MAT-file")
                    .upTo(124)
                    .u16(0x0200)
                    .text("IM")
                    .upTo(512);
        file.bytes.u8(0x89).text("HDF\r\n").u8(0x1a, '\n').u32(0).u8(0, 8, 8).upTo(file.base + HEADER);
        return file;
    }

    /** Where the next thing will be. */
    int here() {
        bytes.aligned(8);
        return bytes.size() - base;
    }

    /** Puts bytes and tells where. */
    int put(byte[] content) {
        int at = here();
        bytes.raw(content);
        return at;
    }

    /** A header of messages, each with its own head. */
    int object(Bytes messages) {
        return put(new Bytes()
                .u8(1, 0)
                .u16(0)
                .u32(1)
                .u32(messages.size())
                .u32(0)
                .raw(messages)
                .end());
    }

    static Bytes message(int type, Bytes content) {
        content.aligned(8);
        return new Bytes().u16(type).u16(content.size()).u32(0).raw(content);
    }

    int group(Map<String, Integer> members) {
        Bytes messages = new Bytes();
        members.forEach((name, address) -> messages.raw(link(name, address)));
        return object(messages);
    }

    static Bytes link(String name, long address) {
        return message(6, new Bytes().u8(1, 1).u16(name.length()).text(name).u64(address));
    }

    /** A continuation of a header. */
    static Bytes more(long address, long length) {
        return message(0x10, new Bytes().u64(address, length));
    }

    /** A group by its tree of symbols and its heap of names. */
    int groupOf(long tree, long heap) {
        return object(message(0x11, new Bytes().u64(tree, heap)));
    }

    /** A group of members that are called by their numbers. */
    int oldGroup(long... addresses) {
        Bytes names = new Bytes();
        long[] symbols = new long[2 * addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            symbols[2 * i] = names.size();
            symbols[2 * i + 1] = addresses[i];
            names.text("" + i).u8(0);
        }
        int heap = heap(names.end());
        return groupOf(node(0, 0, new Bytes().u64(0, symbols(symbols)).end()), heap);
    }

    /** A node of a tree of symbols (type 0) or chunks (1), with keys of one width. */
    int node(int type, int level, byte[]... keysAndChildren) {
        Bytes node = new Bytes()
                .text("TREE")
                .u8(type, level)
                .u16(keysAndChildren.length)
                .u64(-1, -1);
        for (byte[] entry : keysAndChildren) node.raw(entry);
        return put(node.end());
    }

    int heap(byte[] names) {
        int data = put(names);
        return put(new Bytes().text("HEAP").u32(0).u64(names.length, -1, data).end());
    }

    /** A table of symbols: each a place of its name in the heap, and an address. */
    int symbols(long... placesAndAddresses) {
        Bytes table = new Bytes().text("SNOD").u8(1, 0).u16(placesAndAddresses.length / 2);
        for (int i = 0; i < placesAndAddresses.length; i += 2) {
            table.u64(placesAndAddresses[i], placesAndAddresses[i + 1], 0, 0, 0);
        }
        return put(table.end());
    }

    static Bytes shape(long... extents) {
        return message(1, new Bytes().u8(1, extents.length, 0, 0).u32(0).u64(extents));
    }

    static Bytes floats() {
        return message(
                3,
                new Bytes()
                        .u8(0x11, 0x20, 31, 0)
                        .u32(4)
                        .u16(0)
                        .u16(32)
                        .u8(23, 8, 0, 23)
                        .u32(127));
    }

    static Bytes references() {
        return message(3, new Bytes().u8(0x17, 0, 0, 0).u32(8));
    }

    static Bytes contiguous(long address, long length) {
        return message(8, new Bytes().u8(3, 1).u64(address, length));
    }

    static Bytes chunked(long tree, long... extents) {
        Bytes layout = new Bytes().u8(3, 2, extents.length + 1).u64(tree);
        for (long extent : extents) layout.u32(extent);
        return message(8, layout.u32(4));
    }

    /** Filters by their numbers: 1 deflates, 2 shuffles, 3 adds a checksum. */
    static Bytes filters(int... ids) {
        Bytes filters = new Bytes().u8(2, ids.length);
        for (int id : ids) filters.u16(id).u16(0).u16(id < 3 ? 1 : 0).raw(id < 3 ? new Bytes().u32(4) : new Bytes());
        return message(0x0b, filters);
    }

    /** An entry of a tree of chunks. */
    static byte[] chunk(long address, long length, long... origin) {
        return new Bytes().u32(length).u32(0).u64(origin).u64(0, address).end();
    }

    int dataset(long address, long... shape) {
        long length = 4;
        for (long extent : shape) length *= extent;
        return object(new Bytes().raw(shape(shape)).raw(floats()).raw(contiguous(address, length)));
    }

    Hdf5Bytes root(int address) {
        root = address;
        return this;
    }

    byte[] end() {
        byte[] all = bytes.end();
        byte[] address = new Bytes().u64(root).end();
        System.arraycopy(address, 0, all, base + ROOT, address.length);
        return all;
    }
}

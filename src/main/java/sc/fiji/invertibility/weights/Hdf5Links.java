package sc.fiji.invertibility.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The members of an HDF5 group: symbol tables, as most writers have them, or links in the group's header. Those that lead
 * elsewhere by a path are not followed, but known.
 */
final class Hdf5Links {

    private static final int MAX_NAME = 1_000;
    private static final int MAX_LEVEL = 16;
    private static final int ENTRY = 40;

    /** What an entry of a symbol table calls a soft link. */
    private static final int SOFT_ENTRY = 2;

    private static final int HARD = 0, SOFT = 1, EXTERNAL = 64;

    private final ByteSource bytes;
    private final Map<String, Long> addresses = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    private Hdf5Links(ByteSource bytes) {
        this.bytes = bytes;
    }

    static Hdf5Links of(ByteSource bytes, Hdf5Object group) throws IOException {
        Hdf5Links found = new Hdf5Links(bytes);
        ByteSource table = group.message(Hdf5Object.SYMBOL_TABLE);
        if (table != null) found.tree(table.i64(0), names(bytes, table.i64(8)), -1);
        for (ByteSource link : group.messages(Hdf5Object.LINK)) found.link(link);
        ByteSource info = group.message(Hdf5Object.LINK_INFO);
        if (info != null) {
            long heap = info.i64((info.u8(1) & 1) != 0 ? 10 : 2);
            if (heap != Hdf5File.UNDEFINED)
                throw new WeightsException("has an HDF5 group whose many members are in a form that only HDF5's latest"
                        + " format has, which is not read; save it again with h5py's default settings");
        }
        return found;
    }

    /** The addresses of the group's members, by name. */
    Map<String, Long> addresses() {
        return addresses;
    }

    /** Why the links of other kinds are not followed, by name. */
    Map<String, String> others() {
        return others;
    }

    /** The part of a local heap that holds the names. */
    private static ByteSource names(ByteSource bytes, long heap) throws IOException {
        if (!bytes.has(heap, "HEAP")) throw new WeightsException("damaged: there is no HDF5 heap at byte " + heap);
        return bytes.slice(bytes.i64(heap + 24), bytes.i64(heap + 8), "the names of a group");
    }

    /** A node of the tree over a group's symbols. Levels decrease by one, so that addresses cannot form a cycle. */
    private void tree(long address, ByteSource names, int level) throws IOException {
        if (bytes.has(address, "SNOD")) {
            symbols(address, names);
            return;
        }
        boolean node = bytes.has(address, "TREE") && bytes.u8(address + 4) == 0;
        if (!node) throw new WeightsException("damaged: there is no HDF5 group at byte " + address);
        int own = bytes.u8(address + 5);
        if (own > MAX_LEVEL || level >= 0 && own != level)
            throw new WeightsException("damaged: the HDF5 group at byte " + address + " has a broken tree");
        int children = bytes.u16(address + 6);
        for (int i = 0; i < children; i++) {
            // Many nodes may share a child: each visit counts.
            bytes.budget().object();
            long child = bytes.i64(address + 32 + 16L * i);
            boolean leaf = bytes.has(child, "SNOD");
            if (leaf != (own == 0)) throw new WeightsException("damaged: an HDF5 group has a broken tree");
            tree(child, names, own - 1);
        }
    }

    private void symbols(long address, ByteSource names) throws IOException {
        int count = bytes.u16(address + 6);
        for (int i = 0; i < count; i++) {
            bytes.budget().object();
            long entry = address + 8 + (long) ENTRY * i;
            long header = bytes.i64(entry + 8);
            String name = name(names, bytes.i64(entry));
            if (header != Hdf5File.UNDEFINED) put(name, header);
            else if (bytes.u32(entry + 16) == SOFT_ENTRY) putSoft(name, name(names, bytes.u32(entry + 24)));
        }
    }

    private static String name(ByteSource names, long from) throws IOException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int next; (next = names.u8(from++)) != 0; name.write(next)) {
            if (name.size() >= MAX_NAME) throw new WeightsException("damaged: an HDF5 name has no end");
        }
        return name.toString(StandardCharsets.UTF_8);
    }

    /** A link message. Hard links have an address in this file. */
    private void link(ByteSource link) throws IOException {
        int flags = link.u8(1);
        long at = 2;
        int type = (flags & 8) != 0 ? link.u8(at++) : 0;
        if ((flags & 4) != 0) at += 8;
        if ((flags & 16) != 0) at++;
        int width = 1 << (flags & 3);
        long length = link.unsigned(at, width);
        if (length > MAX_NAME) throw new WeightsException("damaged: an HDF5 name of " + length + " bytes");
        String name = link.text(at + width, length, "a link's name");
        long value = at + width + length;
        if (type == HARD) put(name, link.i64(value));
        else if (type == SOFT) putSoft(name, link.text(value + 2, link.u16(value), "a link's path"));
        else if (type == EXTERNAL) others.put(name, "it is a link into another file, which is not read");
        else others.put(name, "it is a link of an unknown kind");
    }

    private void putSoft(String name, String path) throws WeightsException {
        bytes.budget().make(path.length());
        others.put(name, "it is a link to " + path + "; links by a path are not followed");
    }

    private void put(String name, long address) throws WeightsException {
        if (addresses.putIfAbsent(name, address) != null)
            throw new WeightsException("damaged: an HDF5 group has two members named " + name);
    }
}

package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * An HDF5 file: its superblock, versions 0 to 3. Written by hand, because jhdf allocates what a file claims, follows
 * addresses without a limit, and unpacks chunks on threads of its own. This reads the part of the format that h5py,
 * Keras and MATLAB write, and checks every address and count.
 */
final class Hdf5File {

    private static final int[] SIGNATURE = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int[] PLACES = {0, 512, 1024, 2048};

    /** The value that stands for an undefined address. */
    static final long UNDEFINED = -1;

    private final ByteSource bytes;
    private final long root;
    private final Map<Long, Hdf5Object> objects = new HashMap<>();

    private Hdf5File(ByteSource bytes, long root) {
        this.bytes = bytes;
        this.root = root;
    }

    static boolean isHdf5(ByteSource file) throws IOException {
        return place(file) >= 0;
    }

    private static long place(ByteSource file) throws IOException {
        for (int place : PLACES) if (file.has(place, SIGNATURE)) return place;
        return -1;
    }

    static Hdf5File of(ByteSource file) throws IOException {
        long place = place(file);
        ByteSource bytes = file.slice(place, file.length() - place, "the HDF5 part");
        int version = bytes.u8(8);
        if (version > 3)
            throw new WeightsException("has an HDF5 superblock of version " + version + ", expected 0 to 3");
        boolean old = version < 2;
        int widths = old ? bytes.u16(13) : bytes.u16(9);
        if (widths != 0x0808) throw new WeightsException("has HDF5 addresses that are not of 8 bytes");
        if (old) return new Hdf5File(bytes, bytes.i64(version == 0 ? 64 : 68));
        checkSum(bytes, 0, 44);
        return new Hdf5File(bytes, bytes.i64(36));
    }

    /** Checks the checksum that follows newer headers. */
    static void checkSum(ByteSource bytes, long from, long length) throws IOException {
        bytes.require(from, length + 4, "an HDF5 header");
        if (JenkinsHash.of(bytes.bytes(from, length, "an HDF5 header")) != bytes.u32(from + length))
            throw ChecksummedSource.damaged("the HDF5 header at byte " + from);
    }

    ByteSource bytes() {
        return bytes;
    }

    long rootAddress() {
        return root;
    }

    Hdf5Object root() throws IOException {
        return object(root);
    }

    /** The object at an address, which many references may name: its header is read once. */
    Hdf5Object object(long address) throws IOException {
        Hdf5Object object = objects.get(address);
        if (object == null) objects.put(address, object = Hdf5Object.at(bytes, address));
        return object;
    }
}

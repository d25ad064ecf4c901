package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tree in which an HDF5 file keeps where the chunks of a dataset are, in the order of their places in it. */
final class Hdf5ChunkTree {

    private static final int MAX_LEVEL = 16;

    /** Where the bytes of a chunk are, and of which element on they are in the dataset. */
    record Chunk(long address, long length, long[] origin) {}

    private final ByteSource bytes;
    private final List<Integer> shape;
    private final int[] extents;
    private final long expected;
    private final List<Chunk> chunks = new ArrayList<>();

    private Hdf5ChunkTree(ByteSource bytes, List<Integer> shape, int[] extents) {
        this.bytes = bytes;
        this.shape = shape;
        this.extents = extents;
        long count = 1;
        for (int i = 0; i < extents.length; i++) count *= (shape.get(i) + extents[i] - 1L) / extents[i];
        this.expected = count;
    }

    /** All chunks of a dataset of this shape, in chunks of these extents. */
    static List<Chunk> chunks(ByteSource bytes, long address, List<Integer> shape, int[] extents) throws IOException {
        Hdf5ChunkTree tree = new Hdf5ChunkTree(bytes, shape, extents);
        tree.collect(address, -1);
        if (tree.chunks.size() != tree.expected)
            throw new WeightsException("damaged: it has " + tree.chunks.size() + " chunks, expected " + tree.expected);
        return tree.chunks;
    }

    /** Levels go down by one, so that no address leads in a circle. */
    private void collect(long address, int level) throws IOException {
        boolean node = bytes.has(address, "TREE") && bytes.u8(address + 4) == 1;
        int own = node ? bytes.u8(address + 5) : -1;
        if (own < 0 || own > MAX_LEVEL || level >= 0 && own != level)
            throw new WeightsException("damaged: its tree of chunks is broken at byte " + address);
        int rank = extents.length;
        int key = 8 + 8 * (rank + 1);
        int children = bytes.u16(address + 6);
        for (int i = 0; i < children; i++) {
            long from = address + 24 + (long) i * (key + 8);
            bytes.budget().object();
            if (own > 0) {
                collect(bytes.i64(from + key), own - 1);
                continue;
            }
            if (bytes.i32(from + 4) != 0) throw new WeightsException("has a chunk that was left unpacked");
            if (chunks.size() == expected) throw new WeightsException("damaged: it has more chunks than its shape");
            long[] origin = origin(from + 8);
            if (!chunks.isEmpty() && Arrays.compare(chunks.get(chunks.size() - 1).origin, origin) >= 0)
                throw new WeightsException("damaged: its chunks are out of order");
            chunks.add(new Chunk(bytes.i64(from + key), bytes.u32(from), origin));
        }
    }

    private long[] origin(long from) throws IOException {
        long[] origin = new long[extents.length];
        for (int axis = 0; axis < origin.length; axis++) {
            origin[axis] = bytes.i64(from + 8L * axis);
            if (origin[axis] < 0 || origin[axis] >= shape.get(axis) || origin[axis] % extents[axis] != 0)
                throw new WeightsException("damaged: a chunk lies outside of its shape");
        }
        return origin;
    }
}

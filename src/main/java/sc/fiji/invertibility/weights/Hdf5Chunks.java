package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A chunked HDF5 dataset, found through its tree of chunks; one chunk is unpacked at a time. */
final class Hdf5Chunks implements TensorElements {

    private static final int MAX_LEVEL = 16;
    private static final int MAX_NODES = 1_000_000;

    private record Chunk(long address, long length, long[] origin) {}

    private final ByteSource bytes;
    private final Hdf5Pipeline pipeline;
    private final ElementType type;
    private final boolean bigEndian;
    private final List<Integer> shape;
    private final int[] extents;
    private final long size;
    private final long expected;
    private final List<Chunk> chunks = new ArrayList<>();
    private int nodes;

    private Hdf5Chunks(
            ByteSource bytes,
            Hdf5Pipeline pipeline,
            ElementType type,
            boolean bigEndian,
            List<Integer> shape,
            int[] extents) {
        this.bytes = bytes;
        this.pipeline = pipeline;
        this.type = type;
        this.bigEndian = bigEndian;
        this.shape = shape;
        this.extents = extents;
        long elements = 1;
        long count = 1;
        for (int i = 0; i < extents.length; i++) {
            elements *= extents[i];
            count *= (shape.get(i) + extents[i] - 1L) / extents[i];
        }
        this.size = elements * type.bytes();
        this.expected = count;
    }

    /** From a layout message of version 3, or of version 4 if the whole dataset is one chunk. */
    static Hdf5Chunks of(
            ByteSource bytes,
            ByteSource layout,
            ByteSource filters,
            ElementType type,
            boolean bigEndian,
            List<Integer> shape)
            throws IOException {
        if (layout.u8(0) != 3) {
            throw new WeightsException("is indexed as only HDF5's latest format does, which is not read;"
                    + " save it again with h5py's default libver or without chunks");
        }
        int rank = layout.u8(2) - 1;
        if (rank != shape.size() || layout.i32(11 + 4L * rank) != type.bytes()) {
            throw new WeightsException("damaged: its chunks are not of its shape and type");
        }
        int[] extents = new int[rank];
        long elements = 1;
        for (int i = 0; i < rank; i++) {
            extents[i] = layout.i32(11 + 4L * i);
            if (extents[i] < 1 || (elements *= extents[i]) > Integer.MAX_VALUE / type.bytes()) {
                throw new WeightsException("damaged: its chunks have an impossible shape");
            }
        }
        Hdf5Chunks chunks = new Hdf5Chunks(bytes, Hdf5Pipeline.of(filters), type, bigEndian, shape, extents);
        chunks.collect(layout.i64(3), -1);
        if (chunks.chunks.size() != chunks.expected) {
            throw new WeightsException(
                    "damaged: it has " + chunks.chunks.size() + " chunks, expected " + chunks.expected);
        }
        return chunks;
    }

    /** Levels decrease by one, so that addresses cannot form a cycle. */
    private void collect(long address, int level) throws IOException {
        boolean node = bytes.has(address, "TREE") && bytes.u8(address + 4) == 1;
        int own = node ? bytes.u8(address + 5) : -1;
        if (own < 0 || own > MAX_LEVEL || level >= 0 && own != level) {
            throw new WeightsException("damaged: its tree of chunks is broken at byte " + address);
        }
        // Many nodes may share a child, so the total number of visits is bounded.
        if (++nodes > MAX_NODES) throw new WeightsException("has an HDF5 dataset of too many chunks");
        int rank = extents.length;
        int key = 8 + 8 * (rank + 1);
        int children = bytes.u16(address + 6);
        for (int i = 0; i < children; i++) {
            long from = address + 24 + (long) i * (key + 8);
            if (own > 0) {
                collect(bytes.i64(from + key), own - 1);
                continue;
            }
            if (bytes.i32(from + 4) != 0) throw new WeightsException("has a chunk that was left unpacked");
            if (chunks.size() == expected) throw new WeightsException("damaged: it has more chunks than its shape");
            long[] origin = new long[rank];
            for (int axis = 0; axis < rank; axis++) {
                origin[axis] = bytes.i64(from + 8 + 8L * axis);
                if (origin[axis] < 0 || origin[axis] >= shape.get(axis) || origin[axis] % extents[axis] != 0) {
                    throw new WeightsException("damaged: a chunk lies outside of its shape");
                }
            }
            chunks.add(new Chunk(bytes.i64(from + key), bytes.u32(from), origin));
        }
    }

    /**
     * Checks each chunk against the file; a chunk that claims to unpack to far more than its size is unpacked once to
     * verify that.
     */
    @Override
    public void require(String what) throws IOException {
        long packed = 0;
        for (Chunk chunk : chunks) {
            bytes.require(chunk.address, chunk.length, "a chunk");
            packed += chunk.length;
        }
        boolean suspicious = size * chunks.size() > 2 * packed;
        for (Chunk chunk : chunks) {
            ByteSource unpacked = unpacked(chunk);
            if (suspicious) unpacked.require(0, size, "a chunk");
        }
    }

    private ByteSource unpacked(Chunk chunk) throws IOException {
        return pipeline.unpacked(bytes.slice(chunk.address, chunk.length, "a chunk"), size);
    }

    @Override
    public void scatter(float[] target, int[] strides) throws IOException {
        byte[] content = new byte[chunks.isEmpty() ? 0 : (int) size];
        long[] steps = new long[extents.length];
        long step = 1;
        for (int axis = extents.length - 1; axis >= 0; step *= extents[axis--]) steps[axis] = step;
        for (Chunk chunk : chunks) {
            ByteSource unpacked = unpacked(chunk);
            unpacked.require(0, size, "a chunk");
            unpacked.copy(0, content, 0, content.length);
            Integer[] part = new Integer[extents.length];
            int to = 0;
            for (int axis = 0; axis < part.length; axis++) {
                // The last chunk of an axis may extend beyond the dataset.
                part[axis] = (int) Math.min(extents[axis], shape.get(axis) - chunk.origin[axis]);
                to += (int) chunk.origin[axis] * strides[axis];
            }
            ByteSource elements =
                    pipeline.shuffled() ? ChunkBytes.shuffled(content, type.bytes()) : ChunkBytes.plain(content);
            StridedElements.view(elements, 0, type, bigEndian, List.of(part), steps)
                    .scatter(target, strides, to);
        }
    }
}

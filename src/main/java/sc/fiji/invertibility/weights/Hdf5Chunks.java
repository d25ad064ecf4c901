package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** A chunked HDF5 dataset, found through its tree of chunks; one chunk is unpacked at a time. */
record Hdf5Chunks(
        ByteSource bytes,
        Hdf5Pipeline pipeline,
        ElementType type,
        boolean bigEndian,
        List<Integer> shape,
        int[] extents,
        List<Hdf5ChunkTree.Chunk> chunks)
        implements TensorElements {

    /** From a layout message of version 3, or of version 4 if the whole dataset is one chunk. */
    static Hdf5Chunks of(
            ByteSource bytes,
            ByteSource layout,
            ByteSource filters,
            ElementType type,
            boolean bigEndian,
            List<Integer> shape)
            throws IOException {
        if (layout.u8(0) != 3)
            throw new WeightsException("is indexed as only HDF5's latest format does, which is not read;"
                    + " save it again with h5py's default libver or without chunks");
        int rank = layout.u8(2) - 1;
        if (rank != shape.size() || layout.i32(11 + 4L * rank) != type.bytes())
            throw new WeightsException("damaged: its chunks are not of its shape and type");
        int[] extents = new int[rank];
        long elements = 1;
        for (int i = 0; i < rank; i++) {
            extents[i] = layout.i32(11 + 4L * i);
            if (extents[i] < 1 || (elements *= extents[i]) > Integer.MAX_VALUE / type.bytes())
                throw new WeightsException("damaged: its chunks have an impossible shape");
        }
        return new Hdf5Chunks(
                bytes,
                Hdf5Pipeline.of(filters),
                type,
                bigEndian,
                shape,
                extents,
                Hdf5ChunkTree.chunks(bytes, layout.i64(3), shape, extents));
    }

    /**
     * Checks each chunk against the file; a chunk that claims to unpack to far more than its size is unpacked once to
     * verify that.
     */
    @Override
    public void require(String what) throws IOException {
        for (Hdf5ChunkTree.Chunk chunk : chunks) unpacked(chunk).require(0, bytesOfChunk(), "a chunk");
    }

    /** The bytes of a chunk once it is unpacked. */
    private long bytesOfChunk() {
        long size = type.bytes();
        for (int extent : extents) size *= extent;
        return size;
    }

    private ByteSource unpacked(Hdf5ChunkTree.Chunk chunk) throws IOException {
        return pipeline.unpacked(bytes.slice(chunk.address(), chunk.length(), "a chunk"), bytesOfChunk());
    }

    @Override
    public long start() {
        return chunks.isEmpty() ? 0 : chunks.get(0).address();
    }

    @Override
    public void charge() throws WeightsException {
        bytes.budget().make(bytesOfChunk() * chunks.size());
    }

    /** Each chunk was checked as soon as it was unpacked. */
    @Override
    public void verify() {}

    @Override
    public void scatter(float[] target, int[] strides) throws IOException {
        byte[] content = new byte[chunks.isEmpty() ? 0 : (int) bytesOfChunk()];
        long[] steps = new long[extents.length];
        long step = 1;
        for (int axis = extents.length - 1; axis >= 0; step *= extents[axis--]) steps[axis] = step;
        for (Hdf5ChunkTree.Chunk chunk : chunks) {
            ByteSource unpacked = unpacked(chunk);
            unpacked.require(0, bytesOfChunk(), "a chunk");
            unpacked.copy(0, content, 0, content.length);
            unpacked.verify();
            Integer[] part = new Integer[extents.length];
            int to = 0;
            for (int axis = 0; axis < part.length; axis++) {
                // The last chunk of an axis may reach beyond the dataset.
                part[axis] = (int) Math.min(extents[axis], shape.get(axis) - chunk.origin()[axis]);
                to += (int) chunk.origin()[axis] * strides[axis];
            }
            ByteSource elements = pipeline.shuffled()
                    ? ChunkBytes.shuffled(content, type.bytes(), bytes.budget())
                    : ChunkBytes.plain(content, bytes.budget());
            StridedElements.view(elements, 0, type, bigEndian, List.of(part), steps)
                    .scatter(target, strides, to);
        }
    }
}

package sc.fiji.invertibility.weights;

/**
 * One unpacked chunk in memory, whose bytes may be shuffled: first the first bytes of all elements, then the second, …
 */
final class ChunkBytes extends ByteSource {

    private final byte[] bytes;
    private final int width;
    private final int elements;

    private ChunkBytes(byte[] bytes, int width) {
        this.bytes = bytes;
        this.width = width;
        this.elements = bytes.length / width;
    }

    static ChunkBytes plain(byte[] bytes) {
        return new ChunkBytes(bytes, bytes.length);
    }

    static ChunkBytes shuffled(byte[] bytes, int width) {
        return new ChunkBytes(bytes, width);
    }

    @Override
    long length() {
        return bytes.length;
    }

    @Override
    long word(long position, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) word |= (bytes[place((int) position + i)] & 0xffL) << 8 * i;
        return word;
    }

    private int place(int position) {
        return width == bytes.length ? position : position % width * elements + position / width;
    }

    @Override
    void copy(long position, byte[] target, int offset, int count) {
        for (int i = 0; i < count; i++) target[offset + i] = bytes[place((int) position + i)];
    }
}

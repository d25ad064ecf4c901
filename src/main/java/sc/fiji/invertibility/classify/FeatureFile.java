package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Features at half precision in a temporary file, which is gone when the store is closed or the program has ended. */
final class FeatureFile implements FeatureStore {

    private final int length;
    private final Path path;
    private final FileChannel file;
    private int size;

    private FeatureFile(int length, Path path, FileChannel file) {
        this.length = length;
        this.path = path;
        this.file = file;
    }

    static FeatureFile create(int length, int images, Path folder) throws IOException {
        Path path = folder == null
                ? Files.createTempFile("features", ".half")
                : Files.createTempFile(folder, "features", ".half");
        long bytes = (long) length * images * Short.BYTES,
                free = Files.getFileStore(path).getUsableSpace();
        if (bytes > free) {
            Files.delete(path);
            throw new IOException("the features of " + images + " images need " + (bytes >> 20) + " MiB in "
                    + path.getParent() + ", where " + (free >> 20)
                    + " MiB are free; choose fewer filters or fewer images");
        }
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new FeatureFile(length, path, file);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void add(float[] features) throws IOException {
        if (features.length != length)
            throw new IllegalArgumentException("expected " + length + " features, but got " + features.length);
        ByteBuffer bytes = buffer();
        for (float value : features) bytes.putShort(HalfPrecision.bits(value));
        bytes.flip();
        for (long at = start(size); bytes.hasRemaining(); ) at += file.write(bytes, at);
        size++;
    }

    @Override
    public void read(int index, float[] values, int from) throws IOException {
        ByteBuffer bytes = buffer();
        for (long at = start(index); bytes.hasRemaining(); ) {
            int count = file.read(bytes, at);
            if (count < 0) throw new IOException("the temporary file " + path + " was cut short");
            at += count;
        }
        bytes.flip();
        for (int i = 0; i < length; i++) values[from + i] = HalfPrecision.value(bytes.getShort());
    }

    private long start(int index) {
        return (long) index * length * Short.BYTES;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.allocate(Math.multiplyExact(length, Short.BYTES)).order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
